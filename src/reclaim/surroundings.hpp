#pragma once

#include "reclaim/choice/positions.hpp"
#include "reclaim/run/connection.hpp"
#include "reclaim/run/reachability.hpp"

namespace burner::reclaim {

/// What the command needs of the program around it.
struct Surroundings {
    StartLocalServer start_local_server;
    FindOwners find_owners;
    Probe probe;
};

}  // namespace burner::reclaim
