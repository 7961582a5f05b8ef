#pragma once

#include <optional>

#include "solana/rpc.hpp"

namespace burner::solana {

/// Tells whether a feature's account says that the cluster has activated it: `Some` and the slot (SIMD-0089). A feature
/// that waits for its activation has an account as well.
bool is_active_feature(const std::optional<Account>& account);

}  // namespace burner::solana
