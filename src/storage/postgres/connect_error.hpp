#pragma once

#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "storage/postgres/connection_string.hpp"

namespace burner::storage {

/// The reason why a server could not be used, told apart because each has another way out.
enum class ConnectFailure : std::uint8_t { unreachable, login, no_database, unready, too_old, read_only };

struct ConnectError {
    ConnectFailure failure;
    std::string reason;  ///< what the server or libpq says; its version when it is too old
};

/// Returns the sentence for the operator: which database, what is wrong with it, and the way out.
base::Error explain(const ConnectError& error, const ConnectionString& address);

}  // namespace burner::storage
