#pragma once

#include <vector>

#include <burnandclaim/assets.hpp>

#include "assets/protection.hpp"
#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// Where nobody says otherwise: no dollar is burned by mistake.
inline const assets::Protection default_protection{.above_usd = "1", .mints = {}, .collections = {}};

/// The item, blocked if its burn is protected by the flags, or if its price is not known now and a rule is about
/// values. A reason that says so, or that the server's project protects it, says how to lift that too.
burnandclaim::WalletItem under(const assets::Protection& protection, burnandclaim::WalletItem item);

/// `under` or the server's project says so.
bool is_protected(const burnandclaim::WalletItem& item);

/// The tokens that are to be burned and that no value can protect, since nobody prices them. Empty without a rule about
/// values.
std::vector<burnandclaim::WalletItem> unpriced(const Choice& choice, const assets::Protection& protection);

}  // namespace burner::reclaim
