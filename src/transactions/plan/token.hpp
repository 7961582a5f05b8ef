#pragma once

#include "transactions/plan/target.hpp"

namespace burner::transactions {

/// Plans the burn of a balance by the token program: of tokens, of fungible assets, and of NFTs that Token Metadata
/// does not burn.
Group plan_token(const Target& target);

/// Appends the revoke of a delegation to the owner itself, if one is due.
void append_revoke(Group& group, const Target& target);

}  // namespace burner::transactions
