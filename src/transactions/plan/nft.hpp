#pragma once

#include "transactions/plan/target.hpp"

namespace burner::transactions {

/// Plans the burn of an NFT in a token account: one instruction of Token Metadata where that can burn it, the token
/// program's burn and close otherwise.
Group plan_nft(const Target& target);

}  // namespace burner::transactions
