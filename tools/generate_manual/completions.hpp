#pragma once

#include <string>

#include "command_tree.hpp"

namespace burner::manual {

/// Each writes what completes the commands and flags in one shell; values are completed as files.
std::string bash_completion(const Command& burner);
std::string zsh_completion(const Command& burner);
std::string fish_completion(const Command& burner);

}  // namespace burner::manual
