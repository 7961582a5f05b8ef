#pragma once

#include <filesystem>

#include "app/doctor/finding.hpp"

namespace burner::app {

/// Looks at the owners and modes of the data directory and of the files in it.
Findings check_directory(const std::filesystem::path& directory);

}  // namespace burner::app
