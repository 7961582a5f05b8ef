#pragma once

#include <filesystem>
#include <vector>

namespace burner::app {

/// Creates the directory with mode 0700 where it is missing. Throws std::runtime_error, naming path and way out, where
/// it cannot be made, or where other users can write it or a file in it.
void open_data_directory(const std::filesystem::path& directory);

/// Returns those of the directory and the files in it that other users can read.
std::vector<std::filesystem::path> readable_by_others(const std::filesystem::path& directory);

}  // namespace burner::app
