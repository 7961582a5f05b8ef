#pragma once

#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace burner::app {

/// What a command line ends with that cannot be understood.
inline constexpr int usage_exit_code = 2;

/// Prints the help that was asked for, or what is wrong with the command line and which word was probably meant.
/// Returns the exit code.
int explain_usage(const CLI::App& burner, const CLI::ParseError& error, const std::vector<std::string>& arguments);

/// Returns `; did you mean WORD?` for the first argument that is no command or flag of its place; empty where none is
/// near.
std::string suggestion(const CLI::App& burner, std::span<const std::string> arguments);

}  // namespace burner::app
