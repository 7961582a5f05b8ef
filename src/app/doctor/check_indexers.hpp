#pragma once

#include "app/doctor/finding.hpp"
#include "app/settings.hpp"

namespace burner::app {

/// Asks each indexer and the price API for what the server asks them for. Blocks for some seconds a URL at most.
Findings check_indexers(const Settings& settings);

}  // namespace burner::app
