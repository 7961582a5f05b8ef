#pragma once

#include <filesystem>

namespace burner::app {

/// Throws std::runtime_error, with the way out, where any user but this process's and root can write the file or
/// directory: its content could not be trusted. A path that does not exist passes.
void refuse_what_others_can_write(const std::filesystem::path& path);

/// Tells whether other users can read the file or directory; false where the path does not exist.
bool others_can_read(const std::filesystem::path& path);

}  // namespace burner::app
