#pragma once

#include <span>

#include "base/result.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build_request.hpp"

namespace burner::transactions {

/// Returns the terms in the version that a build begins with: 0 where the wallet signs it. Fails with `invalid_request`
/// where the wallet signs version 1 alone and the cluster does not take it.
base::Result<Terms> in_first_version(Terms terms, const Versions& versions, bool cluster_has_v1);

/// Returns the terms in version 1 where its transactions hold groups that those of version 0 do not, or hold the same
/// in fewer. Asks nobody.
Terms in_fewest_transactions(Terms terms, const Versions& versions, bool cluster_has_v1, std::span<const Group> groups);

}  // namespace burner::transactions
