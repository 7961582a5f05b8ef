#include "storage/postgres/transaction.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"

namespace burner::storage {

namespace {

constexpr std::string_view begin_writing = "BEGIN ISOLATION LEVEL READ COMMITTED";
constexpr std::string_view begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Returns the number of a lock. It begins with the project's name, since a database may have other users.
std::int64_t lock_number(std::string_view name, base::ByteView of) {
    constexpr std::uint8_t separator[1] = {0};
    const auto hash = base::sha256({base::as_bytes("burner"), separator, base::as_bytes(name), separator, of});
    return base::read_le<std::int64_t>(hash, 0);
}

}  // namespace

PostgresTransaction::PostgresTransaction(PostgresConnection& connection, PostgresStatements& statements, Kind kind,
                                         Numbers numbers, PostgresConnection::Clock::time_point until)
    : connection_(connection), statements_(statements), kind_(kind), numbers_(numbers) {
    connection_.begin_work(until);
    connection_.queue(kind == Kind::reading ? begin_reading : begin_writing);
}

PostgresTransaction::~PostgresTransaction() {
    if (is_open_) connection_.roll_back();
}

std::int64_t PostgresTransaction::changed_rows() {
    if (connection_.has_queued()) connection_.exchange();
    return connection_.has_failed() ? 0 : connection_.changed_rows();
}

void PostgresTransaction::lock(std::string_view name, base::ByteView of) {
    prepare("SELECT pg_advisory_xact_lock(?)").bind(lock_number(name, of)).run();
}

/// A server that takes over without the last changes is on a later timeline, and so goes on behind their numbers: a
/// session that was minted before a revocation never has a larger `rev`. A name of a WAL file begins with the timeline
/// in 8 hexadecimal digits. The first timeline adds nothing. 36 bits are left for the changes of one timeline, 2,000 a
/// second for a year, and 17 for timelines: a number stays below 2^53, which is what JSON can hold in the claim.
std::string_view PostgresTransaction::next_change() const {
    if (numbers_ == Numbers::plain) return "value + 1";
    return "greatest(value, (CAST(CAST('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8) AS bit(32)) AS bigint) - "
           "1)"
           " << 36) + 1";
}

void PostgresTransaction::go_on_numbering(std::string_view table, std::string_view column) {
    prepare(fmt::format("SELECT setval(pg_get_serial_sequence('{0}', '{1}'), max({1})) FROM {0}", table, column)).run();
}

bool PostgresTransaction::commit() {
    if (connection_.has_failed()) return false;
    if (kind_ == Kind::reading && !connection_.has_queued()) return end_reading();
    is_commit_sent_ = kind_ == Kind::writing;
    connection_.queue("COMMIT");
    connection_.exchange();
    if (connection_.has_failed()) return false;
    is_open_ = false;
    return true;
}

/// Ends a transaction whose rows are all there, without a wait for the server to say so.
bool PostgresTransaction::end_reading() {
    is_open_ = false;
    connection_.queue("COMMIT");
    connection_.send_ahead();
    return true;
}

bool PostgresTransaction::is_outcome_unknown() const {
    return is_commit_sent_ && connection_.failure() == PostgresFailure::lost && !connection_.is_last_left_out();
}

void PostgresTransaction::notify(std::string_view line) {
    prepare("SELECT pg_notify('burner', ?)").bind(line).run();
}

void commit_without_waiting(Transaction& transaction) {
    transaction.prepare("SELECT set_config('synchronous_commit', 'off', true)").run();
}

}  // namespace burner::storage
