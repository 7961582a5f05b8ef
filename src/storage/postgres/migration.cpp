#include "storage/postgres/migration.hpp"

#include <fmt/format.h>

#include "storage/postgres/pool.hpp"
#include "storage/postgres/schema.hpp"

namespace burner::storage {

namespace {

/// How long a step may take, since an index on a large table takes its time.
constexpr std::chrono::minutes max_step_time{30};

}  // namespace

base::Result<std::size_t> migrate(const ConnectionString& address, const Migration& migration) {
    const PostgresPool pool{address, {.connections = 1, .deadline = max_step_time}};
    auto session = pool.open();
    if (!session) return std::unexpected(explain(session.error(), address));
    auto made = make_steps(**session, {schema_steps(), migration.contract, migration.made});
    if (!made)
        return base::fail(base::ErrorCode::internal,
                          fmt::format("storage.url {}: {}", address.shown(), made.error().message));
    return made;
}

}  // namespace burner::storage
