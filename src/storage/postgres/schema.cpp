#include "storage/postgres/schema.hpp"

#include <set>

#include <fmt/format.h>

#include "storage/postgres/transaction.hpp"

namespace burner::storage {

namespace {

constexpr auto writing = PostgresTransaction::Kind::writing;

/// The numbers of the steps that a database has seen, and of the contractions among them.
struct SeenSteps {
    std::set<std::size_t> all;
    std::set<std::size_t> contractions;
};

std::unexpected<base::Error> unfit(std::string message) {
    return base::fail(base::ErrorCode::internal, std::move(message));
}

std::unexpected<base::Error> failed(const PostgresSession& session, std::string_view doing) {
    return unfit(fmt::format("{} failed: {}", doing, session.connection->reason()));
}

bool has_steps_table(Transaction& transaction) {
    auto row = transaction.prepare("SELECT to_regclass('schema_steps') IS NOT NULL");
    return row.row() && row.integer(0) == 1;
}

SeenSteps read_steps(Transaction& transaction) {
    SeenSteps seen;
    auto row = transaction.prepare("SELECT number, is_contraction FROM schema_steps");
    while (row.row()) {
        seen.all.insert(row.count(0));
        if (row.integer(1) == 1) seen.contractions.insert(row.count(0));
    }
    return seen;
}

std::string encoding_of(Transaction& transaction) {
    auto row = transaction.prepare("SELECT current_setting('server_encoding')");
    return row.row() ? row.text(0) : std::string{};
}

std::size_t count_missing(std::span<const SchemaStep> steps, const SeenSteps& seen) {
    std::size_t missing = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!steps[i].is_contraction && !seen.all.contains(i + 1)) ++missing;
    }
    return missing;
}

/// Begins a step. It waits for no lock longer than 2 s, so that what the server asks meanwhile does not queue behind it
/// for longer, and keeps other migrations out.
void enter_step(Transaction& transaction) {
    transaction.prepare("SET LOCAL lock_timeout = '2s'").run();
    transaction.lock("migration", {});
}

base::Result<void> create_steps_table(PostgresSession& session) {
    PostgresTransaction transaction{*session.connection, session.statements, writing};
    enter_step(transaction);
    transaction
        .prepare(
            "CREATE TABLE IF NOT EXISTS schema_steps (number bigint PRIMARY KEY, name text NOT NULL, is_contraction"
            " boolean NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())")
        .run();
    if (!transaction.commit()) return failed(session, "the table of the schema's steps");
    return {};
}

/// Makes a step unless it has been made. Returns whether it did.
base::Result<bool> make_step(PostgresSession& session, std::size_t number, const SchemaStep& step) {
    PostgresTransaction transaction{*session.connection, session.statements, writing};
    enter_step(transaction);
    if (read_steps(transaction).all.contains(number)) return false;
    for (const std::string_view statement : step.statements) transaction.prepare(statement).run();
    transaction.prepare("INSERT INTO schema_steps (number, name, is_contraction) VALUES (?, ?, CAST(? AS integer) = 1)")
        .bind(number, step.name, std::int64_t{step.is_contraction ? 1 : 0})
        .run();
    if (!transaction.commit()) return failed(session, fmt::format("step {}, {},", number, step.name));
    return true;
}

}  // namespace

base::Result<void> check_schema(PostgresSession& session, std::span<const SchemaStep> steps) {
    PostgresTransaction transaction{*session.connection, session.statements, writing};
    const std::string encoding = encoding_of(transaction);
    const bool has_steps = has_steps_table(transaction);
    const SeenSteps seen = has_steps ? read_steps(transaction) : SeenSteps{};
    if (session.connection->has_failed()) return failed(session, "reading the schema");
    if (encoding != "UTF8")
        return unfit(fmt::format("has the encoding {}; create one with the encoding UTF8", encoding));
    if (!has_steps) return unfit("has no tables yet; run `burner migrate`");
    if (!seen.contractions.empty() && *seen.contractions.rbegin() > steps.size())
        return unfit("has been changed for a newer version of this server; run that version, or restore a backup");
    if (const auto missing = count_missing(steps, seen); missing > 0)
        return unfit(fmt::format("lacks {} steps of this version; run `burner migrate`", missing));
    return {};
}

base::Result<std::size_t> make_steps(PostgresSession& session, const StepsToMake& wanted) {
    if (auto created = create_steps_table(session); !created) return std::unexpected(created.error());
    std::size_t count = 0;
    for (std::size_t i = 0; i < wanted.steps.size(); ++i) {
        const SchemaStep& step = wanted.steps[i];
        if (step.is_contraction && !wanted.contract) continue;
        const auto made = make_step(session, i + 1, step);
        if (!made) return std::unexpected(made.error());
        if (*made) wanted.made(i + 1, step);
        if (*made) ++count;
    }
    return count;
}

}  // namespace burner::storage
