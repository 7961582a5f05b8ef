#pragma once

#include "app/doctor/finding.hpp"
#include "app/settings.hpp"

namespace burner::app {

/// Looks whether the database can be used, and changes none of it. Reads a whole file of SQLite.
Findings check_storage(const Settings& settings);

}  // namespace burner::app
