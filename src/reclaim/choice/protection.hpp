#pragma once

#include <vector>

#include <burnandclaim/assets.hpp>

#include "assets/protection.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// The protection if nobody says otherwise: nothing worth more than a dollar is burned by mistake.
inline const assets::Protection default_protection{.above_usd = "1", .mints = {}, .collections = {}};

/// Blocks an item if the flags protect it from being burned, or if its price is not known now and a rule is about
/// values. The reason, and that of an item which the server's project protects, says how to lift it.
burnandclaim::WalletItem with_protection(burnandclaim::WalletItem item, const assets::Protection& protection);

/// Says whether the flags or the server's project protect the item.
bool is_protected(const burnandclaim::WalletItem& item);

/// Returns the tokens to be burned that nobody prices, so that no value protects them. Empty without a rule about
/// values.
std::vector<burnandclaim::WalletItem> unpriced(const Choice& choice, const assets::Protection& protection);

}  // namespace burner::reclaim
