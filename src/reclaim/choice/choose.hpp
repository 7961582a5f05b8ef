#pragma once

#include <string>

#include "assets/protection.hpp"
#include "base/result.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// Closes every empty account that can be closed and burns the token accounts of the named mints, NFTs among them, and
/// dust where that is asked for. A named mint that is not in the list, or that cannot be burned, is an error: a
/// sentence. What is protected counts as blocked.
base::Result<Choice, std::string> choose(const burnandclaim::WalletAssets& assets, const NamedBurns& named,
                                         const assets::Protection& protection);

/// Takes the excess of everything that stays, where it is worth a transaction.
void add_withdrawals(Choice& choice);

}  // namespace burner::reclaim
