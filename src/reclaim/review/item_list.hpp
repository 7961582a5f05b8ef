#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reclaim/review/groups.hpp"

namespace burner::reclaim {

/// Writes a line for each item of a group: name, mint, balance, dollars, and what it gives back or costs. If that is
/// wider than `columns`, the mint goes onto a line of its own; 0 columns: any width fits. Balances are computed from
/// what is signed; names come from the chain and are made harmless.
std::string item_lines(const Group& group, std::size_t columns);

/// Writes all groups, each with its title.
std::string item_list(const std::vector<Group>& groups, std::size_t columns);

}  // namespace burner::reclaim
