#pragma once

#include "reclaim/options/options.hpp"
#include "reclaim/report/exit_code.hpp"
#include "reclaim/surroundings.hpp"
#include "reclaim/terminal/console.hpp"

namespace burner::reclaim {

/// Does the main job from a terminal, through the C++ client: lists, asks, builds, checks, signs, submits. The private
/// key stays in this process, and nothing is signed that was not checked here. Returns one of the exit codes; throws
/// nothing that the user can cause. A stop takes effect between two transactions: the report says what was done.
int reclaim(ReclaimOptions options, const Surroundings& surroundings, const Console& console);

}  // namespace burner::reclaim
