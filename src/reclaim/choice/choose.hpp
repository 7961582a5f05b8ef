#pragma once

#include <string>

#include "assets/protection.hpp"
#include "base/result.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// Chooses what to close and to burn: every empty account that can be closed, the token accounts of the named mints,
/// NFTs among them, and dust if that is asked for. The error is a sentence about a named mint that is not in the list
/// or cannot be burned. What is protected counts as blocked.
base::Result<Choice, std::string> choose(const burnandclaim::WalletAssets& assets, const NamedBurns& named,
                                         const assets::Protection& protection);

/// Adds the excess of everything that stays, if it is worth a transaction.
void add_withdrawals(Choice& choice);

}  // namespace burner::reclaim
