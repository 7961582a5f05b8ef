#include "storage/postgres/connect_error.hpp"

#include <fmt/format.h>

namespace burner::storage {

namespace {

std::string sentence_of(const ConnectError& error) {
    const std::string& reason = error.reason;
    switch (error.failure) {
        case ConnectFailure::unreachable:
            return fmt::format(
                "cannot be reached: {}; start the server, or correct host and port, or what sslrootcert names", reason);
        case ConnectFailure::login:
            return fmt::format("refuses the login: {}; correct user and password, or the server's pg_hba.conf", reason);
        case ConnectFailure::no_database:
            return fmt::format("{}; create it with `createdb`, or correct its name", reason);
        case ConnectFailure::unready: return fmt::format("is not ready: {}", reason);
        case ConnectFailure::too_old:
            return fmt::format("is PostgreSQL {}, and this server needs 15 or newer; upgrade it", reason);
        case ConnectFailure::read_only:
            return "takes no writes, since it is a standby or has default_transaction_read_only; name the primary";
    }
    return reason;
}

}  // namespace

base::Error explain(const ConnectError& error, const ConnectionString& address) {
    return {base::ErrorCode::internal,
            fmt::format("storage.url {}: the database {}", address.shown(), sentence_of(error))};
}

}  // namespace burner::storage
