#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace burner::manual {

struct Flag {
    std::string name;   ///< `--listen-port`, or `DIR` of what has no name
    std::string value;  ///< what follows it, such as `FILE`; empty: the flag stands alone
    std::string help;
};

/// A command as `--help` shows it.
struct Command {
    std::string path;  ///< `burner`, `burner project create`
    std::string help;
    std::string footer;
    std::vector<Flag> flags;
    std::vector<Command> commands;
};

Command command_tree(const CLI::App& app, const std::string& path);

}  // namespace burner::manual
