#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/commands/commands.hpp"
#include "app/commands/reclaim.hpp"
#include "app/commands/reclaim_local_server.hpp"
#include "base/log.hpp"

namespace burner::app {

void add_reclaim(CLI::App& burner) {
    auto options = std::make_shared<ReclaimOptions>();
    add_reclaim_command(burner, *options);
    burner.get_subcommand("reclaim")->final_callback([options] {
        base::start_log(base::LogFormat::text, "error");
        const int code = reclaim(*options, start_local_server, std::cin, std::cout, std::cerr);
        base::stop_log();
        if (code != reclaim_exit::done) throw CLI::RuntimeError(code);
    });
}

}  // namespace burner::app
