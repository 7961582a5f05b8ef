#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/commands/find_owners.hpp"
#include "app/commands/reclaim_local_server.hpp"
#include "app/private_memory.hpp"
#include "base/log.hpp"
#include "reclaim/options/command_line.hpp"
#include "reclaim/reclaim.hpp"
#include "reclaim/terminal/interruption.hpp"
#include "upstreams/probe.hpp"

namespace burner::app {
namespace {

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

/// Returns the width that the terminal reports, or else the environment.
std::size_t columns_of(int file) {
    constexpr std::size_t usual = 80;
    constexpr std::size_t min_columns = 20;
    winsize size{};
    if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col >= min_columns) return size.ws_col;
    const char* text = std::getenv("COLUMNS");
    const auto columns = static_cast<std::size_t>(text == nullptr ? 0 : std::strtoul(text, nullptr, 10));
    return columns >= min_columns ? columns : usual;
}

reclaim::Screen screen_of(int file) {
    if (isatty(file) != 1) return {};
    const char* terminal = std::getenv("TERM");
    const bool is_dumb = terminal == nullptr || std::string_view{terminal} == "dumb";
    return {.columns = columns_of(file), .is_redrawn = !is_dumb, .is_coloured = !is_dumb && !is_set("NO_COLOR")};
}

reclaim::Probed probe(const std::string& url) {
    constexpr std::chrono::seconds patience{5};
    auto [fault, status] = upstreams::probe(url, patience);
    return {std::move(fault), status};
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
        const reclaim::Surroundings surroundings{start_local_server, find_owners, probe};
        const int code = reclaim::reclaim(*options, surroundings, console_for(*options, interruption));
        base::stop_log();
        if (code != reclaim::reclaim_exit::done) throw CLI::RuntimeError(code);
    });
}

}  // namespace burner::app
