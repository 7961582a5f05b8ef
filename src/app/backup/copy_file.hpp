#pragma once

#include <cstdint>
#include <filesystem>

#include "base/file.hpp"

namespace burner::app {

/// Copies the first `size` bytes of an open file into a new one of mode 0600, durably. Throws std::runtime_error naming
/// the new file.
void copy_bytes(const base::File& from, std::uint64_t size, const std::filesystem::path& to);

/// Copies a whole file.
void copy_whole(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace burner::app
