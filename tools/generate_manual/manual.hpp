#pragma once

#include <string>

#include "command_tree.hpp"

namespace burner::manual {

/// Writes the page of section 1 of a command, with those below it.
std::string manual_page(const Command& command, const std::string& version);

}  // namespace burner::manual
