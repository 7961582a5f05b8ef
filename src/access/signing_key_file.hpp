#pragma once

#include <filesystem>
#include <vector>

#include "access/signing_key.hpp"
#include "base/result.hpp"

namespace burner::access {

/// Reads the file in which version 0.1 kept its signing keys. Refuses one that others can read, and a secret under 32
/// bytes. Errors carry the path, never a secret.
base::Result<std::vector<SigningKey>> read_signing_key_file(const std::filesystem::path& path);

}  // namespace burner::access
