#pragma once

#include <string>

#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// The choice as a table for a terminal: what closes, what burns, what stays, what is blocked and why,
/// each with the SOL it gives back. Names come from the chain and are made harmless.
std::string item_table(const Choice& choice);

}  // namespace burner::reclaim
