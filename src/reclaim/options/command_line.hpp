#pragma once

#include "reclaim/options/options.hpp"

namespace CLI {
class App;
}

namespace burner::reclaim {

/// Adds the subcommand `reclaim`, which fills `options`. Reads BURNER_API_KEY.
void add_reclaim_command(CLI::App& app, ReclaimOptions& options);

}  // namespace burner::reclaim
