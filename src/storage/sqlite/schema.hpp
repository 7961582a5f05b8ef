#pragma once

#include <cstddef>

#include "base/result.hpp"

namespace burner::storage {

class SqliteTransaction;

/// Refuses the format (`user_version`) of a file that a newer version of the server wrote, with the way out.
base::Result<void> check_format(std::size_t format);

/// Runs the migrations that the file has not seen (`user_version` counts them). A file of a newer version of
/// the server is refused.
base::Result<void> migrate(SqliteTransaction& transaction);

}  // namespace burner::storage
