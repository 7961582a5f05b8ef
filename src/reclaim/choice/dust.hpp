#pragma once

#include <set>
#include <string>

#include <burnandclaim/assets.hpp>

namespace burner::reclaim {

/// Says whether the item is of a type that can be dust: an amount of tokens, never an NFT.
bool can_be_dust(const burnandclaim::WalletItem& item);

/// Returns the mints that are dust: all that the wallet holds of one is priced, and together it is worth less than
/// `usd`. A mint in many accounts counts as their sum, and one with a part of unknown value is not dust.
std::set<std::string> dust_mints(const burnandclaim::WalletAssets& assets, double usd);

}  // namespace burner::reclaim
