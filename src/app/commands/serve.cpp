#include "app/serve.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"

namespace burner::app {

void add_serve(CLI::App& burner) {
    auto* command = burner.add_subcommand("serve", "Run the server");
    command->footer(
        "Examples:\n"
        "  burner serve                                        local RPC, data under ~/.local/share/burner\n"
        "  burner serve --rpc-url https://rpc.example --rpc-url https://second.example\n"
        "  burner serve --config /etc/burner.toml --print-config\n\n"
        "Every setting is also a key of the file (listen.port) and an environment variable (BURNER_LISTEN_PORT);\n"
        "flags win over the environment, the environment over the file.");
    auto flags = std::make_shared<SettingFlags>();
    flags->add_to(*command);
    auto print = std::make_shared<bool>(false);
    command->add_flag("--print-config", *print, "Print the effective settings as a file, and exit");
    command->callback([flags, print] {
        const Settings settings = flags->load();
        if (*print) {
            fmt::print("{}", flags->print());
            return;
        }
        serve(settings, flags->warnings());
    });
}

}  // namespace burner::app
