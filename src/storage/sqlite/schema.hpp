#pragma once

#include "base/result.hpp"

namespace burner::storage {

class SqliteTransaction;

/// Runs the migrations that the file has not seen (`user_version` counts them). A file of a newer version of
/// the server is refused.
base::Result<void> migrate(SqliteTransaction& transaction);

}  // namespace burner::storage
