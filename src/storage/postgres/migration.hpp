#pragma once

#include <cstddef>
#include <functional>

#include "base/result.hpp"
#include "storage/postgres/connection_string.hpp"
#include "storage/postgres/schema_steps.hpp"

namespace burner::storage {

/// The work to do on the schema of a database.
struct Migration {
    bool contract = false;  ///< also make the contractions
    /// Is called when a step has been made.
    std::function<void(std::size_t number, const SchemaStep& step)> made;
};

/// Makes the steps of this version that the database has not seen, and returns how many. An error is a sentence for the
/// operator; the steps before it stay.
base::Result<std::size_t> migrate(const ConnectionString& address, const Migration& migration);

}  // namespace burner::storage
