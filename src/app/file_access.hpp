#pragma once

#include <filesystem>

namespace burner::app {

/// Throws std::runtime_error, with the way out, where another user than this process's and root can write the file or
/// directory: what is in it could not be trusted. A path that does not exist passes.
void refuse_what_others_can_write(const std::filesystem::path& path);

/// False where the path does not exist.
bool others_can_read(const std::filesystem::path& path);

}  // namespace burner::app
