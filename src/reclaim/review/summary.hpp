#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "assets/protection.hpp"
#include "reclaim/review/groups.hpp"

namespace burner::reclaim {

/// Sums up what happens to a wallet, for people: a line for each type in each group, and a line of its own for every
/// item that is burned. Lines fit `columns`; 0: they may have any length.
std::string summary(const std::vector<Group>& groups, std::size_t columns);

/// Says in sentences what the protection by value does not protect, as prices are missing; empty if there is no such
/// item.
std::string about_prices(const Choice& choice, const assets::Protection& protection, std::size_t columns);

}  // namespace burner::reclaim
