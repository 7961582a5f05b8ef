#pragma once

#include "assets/decide/decision.hpp"

namespace burner::assets {

/// Decides what CloseAccount, BurnChecked and Token Metadata's BurnV1 would allow for an account that the wallet owns.
/// An account lacking a fact that it needs is blocked. It is stricter than the programs in one thing: a balance beside
/// a confidential one is blocked, since its account could not be closed afterwards.
Decision decide(const Owner& owner, const solana::TokenAccount& account, const Facts& facts);

}  // namespace burner::assets
