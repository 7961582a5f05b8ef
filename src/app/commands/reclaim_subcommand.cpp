#include <cstdlib>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/commands/find_owners.hpp"
#include "app/commands/reclaim_local_server.hpp"
#include "app/private_memory.hpp"
#include "base/log.hpp"
#include "reclaim/options/command_line.hpp"
#include "reclaim/reclaim.hpp"
#include "reclaim/terminal/interruption.hpp"

namespace burner::app {
namespace {

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

reclaim::Screen screen_of(int file) {
    const char* terminal = std::getenv("TERM");
    const bool is_dumb = terminal == nullptr || std::string_view{terminal} == "dumb";
    const bool is_redrawn = !is_dumb && isatty(file) == 1;
    return {is_redrawn, is_redrawn && !is_set("NO_COLOR")};
}

reclaim::Console console_for(const reclaim::ReclaimOptions& options, const reclaim::Interruption& interruption) {
    return {.in = std::cin,
            .text = options.json ? std::cerr : std::cout,
            .json = std::cout,
            .err = std::cerr,
            .is_interactive = isatty(STDIN_FILENO) == 1,
            .screen = screen_of(options.json ? STDERR_FILENO : STDOUT_FILENO),
            .stop_token = interruption.token()};
}

}  // namespace

void add_reclaim(CLI::App& burner) {
    auto options = std::make_shared<reclaim::ReclaimOptions>();
    reclaim::add_reclaim_command(burner, *options);
    burner.get_subcommand("reclaim")->final_callback([options] {
        keep_memory_private();  // the wallet's key is read below
        base::start_log(base::LogFormat::text, "error");
        const reclaim::Interruption interruption;
        const reclaim::Surroundings surroundings{start_local_server, find_owners};
        const int code = reclaim::reclaim(*options, surroundings, console_for(*options, interruption));
        base::stop_log();
        if (code != reclaim::reclaim_exit::done) throw CLI::RuntimeError(code);
    });
}

}  // namespace burner::app
