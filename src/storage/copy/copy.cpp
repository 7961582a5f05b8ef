#include "storage/copy/copy.hpp"

#include <optional>
#include <variant>

#include <fmt/format.h>

namespace burner::storage {

namespace {

constexpr std::int64_t page_rows = 500;

using Value = std::variant<std::monostate, std::int64_t, std::string, base::Bytes>;
using Row = std::vector<Value>;

std::vector<std::string> names_of(const TableShape& table) {
    std::vector<std::string> names;
    for (const ColumnShape& column : table.columns) names.push_back(column.name);
    return names;
}

std::vector<std::string> key_of(const TableShape& table) {
    std::vector<std::string> names;
    for (const std::size_t place : table.key) names.push_back(table.columns[place].name);
    return names;
}

std::string marks(std::size_t count) {
    return fmt::format("{}", fmt::join(std::vector<std::string_view>(count, "?"), ", "));
}

/// Returns a SELECT of the next page of a table, or of its one row where it has no key.
std::string select_page(const TableShape& table, bool is_first) {
    const auto columns = names_of(table);
    if (table.key.empty()) return fmt::format("SELECT {} FROM {}", fmt::join(columns, ", "), table.name);
    const auto key = key_of(table);
    const std::string after =
        is_first ? "" : fmt::format(" WHERE ({}) > ({})", fmt::join(key, ", "), marks(key.size()));
    return fmt::format("SELECT {} FROM {}{} ORDER BY {} LIMIT {}", fmt::join(columns, ", "), table.name, after,
                       fmt::join(key, ", "), page_rows);
}

Value value_at(const Statement& row, const TableShape& table, int column) {
    if (row.is_null(column)) return {};
    switch (table.columns[static_cast<std::size_t>(column)].kind) {
        case ColumnKind::integer: return row.integer(column);
        case ColumnKind::text: return row.text(column);
        case ColumnKind::blob: return row.blob(column);
    }
    return {};
}

void bind_value(Statement& statement, const Value& value) {
    struct Bind {
        Statement& statement;
        void operator()(std::monostate) { statement.bind(std::nullopt); }
        void operator()(std::int64_t number) { statement.bind(number); }
        void operator()(const std::string& text) { statement.bind(std::string_view{text}); }
        void operator()(const base::Bytes& bytes) { statement.bind(base::ByteView{bytes}); }
    };
    std::visit(Bind{statement}, value);
}

/// Reads the rows of a table in the order of its key, page by page.
class TableReader {
  public:
    TableReader(Transaction& transaction, const TableShape& table) : transaction_(transaction), table_(table) {}

    /// Returns the next rows; none after the last.
    std::vector<Row> next() {
        if (is_over_) return {};
        auto statement = transaction_.prepare(select_page(table_, last_.empty()));
        for (const std::size_t place : last_.empty() ? std::vector<std::size_t>{} : table_.key)
            bind_value(statement, last_[place]);
        std::vector<Row> rows;
        while (statement.row()) rows.push_back(row_of(statement));
        is_over_ = table_.key.empty() || rows.size() < page_rows;
        if (!rows.empty()) last_ = rows.back();
        return rows;
    }

  private:
    Row row_of(const Statement& statement) const {
        Row row;
        for (std::size_t column = 0; column < table_.columns.size(); ++column)
            row.push_back(value_at(statement, table_, static_cast<int>(column)));
        return row;
    }

    Transaction& transaction_;
    const TableShape& table_;
    Row last_;
    bool is_over_ = false;
};

void append_value(base::Bytes& out, const Value& value) {
    base::append_le(out, static_cast<std::uint8_t>(value.index()));
    if (const auto* number = std::get_if<std::int64_t>(&value)) base::append_le(out, *number);
    const auto append_sized = [&](base::ByteView bytes) {
        base::append_le(out, std::uint64_t{bytes.size()});
        base::append(out, bytes);
    };
    if (const auto* text = std::get_if<std::string>(&value)) append_sized(base::as_bytes(*text));
    if (const auto* bytes = std::get_if<base::Bytes>(&value)) append_sized(*bytes);
}

/// Takes some more rows into a digest.
void add(TableDigest& digest, const std::vector<Row>& rows) {
    base::Bytes bytes;
    for (const Row& row : rows) {
        for (const Value& value : row) append_value(bytes, value);
    }
    digest.rows += rows.size();
    digest.digest = base::sha256({digest.digest, bytes});
}

void insert(Transaction& transaction, const TableShape& table, const std::vector<Row>& rows) {
    const std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, fmt::join(names_of(table), ", "),
                                        marks(table.columns.size()));
    for (const Row& row : rows) {
        auto statement = transaction.prepare(sql);
        for (const Value& value : row) bind_value(statement, value);
        statement.run();
    }
    transaction.changed_rows();  // waits for the engine, so that what it is sent does not pile up
}

TableDigest copy_table(Transaction& from, Transaction& to, const TableShape& table) {
    TableDigest digest{table.name};
    if (table.key.empty()) to.prepare(fmt::format("DELETE FROM {}", table.name)).run();
    TableReader reader{from, table};
    for (auto rows = reader.next(); !rows.empty(); rows = reader.next()) {
        insert(to, table, rows);
        add(digest, rows);
    }
    if (table.has_integer_key()) to.go_on_numbering(table.name, table.columns[table.key[0]].name);
    return digest;
}

TableDigest digest_table(Transaction& transaction, const TableShape& table) {
    TableDigest digest{table.name};
    TableReader reader{transaction, table};
    for (auto rows = reader.next(); !rows.empty(); rows = reader.next()) add(digest, rows);
    return digest;
}

}  // namespace

base::Result<bool> is_filled(Database& database, std::span<const TableShape> tables) {
    return database.read([&](Transaction& transaction) -> base::Result<bool> {
        for (const TableShape& table : tables) {
            if (table.key.empty()) continue;  // a counter has a row from the start
            auto row = transaction.prepare(fmt::format("SELECT 1 FROM {} LIMIT 1", table.name));
            if (row.row()) return true;
        }
        return false;
    });
}

base::Result<void> copy_tables(Database& from, Database& to, std::span<const TableShape> tables,
                               const TableDone& done) {
    bool is_committed = false;
    const auto read = from.read([&](Transaction& source) -> base::Result<void> {
        if (is_committed) return {};  // the source is asked again: its connection was lost meanwhile
        auto copied = to.write([&](Transaction& target) -> base::Result<void> {
            for (const TableShape& table : tables) done(copy_table(source, target, table));
            // A source that has failed gives no more rows: half a copy must not be committed.
            if (!source.prepare("SELECT 1").row()) return std::unexpected(storage_unavailable());
            return {};
        });
        is_committed = copied.has_value();
        return copied;
    });
    return is_committed ? base::Result<void>{} : read;
}

base::Result<std::vector<TableDigest>> digest_tables(Database& database, std::span<const TableShape> tables) {
    return database.read([&](Transaction& transaction) -> base::Result<std::vector<TableDigest>> {
        std::vector<TableDigest> digests;
        for (const TableShape& table : tables) digests.push_back(digest_table(transaction, table));
        return digests;
    });
}

}  // namespace burner::storage
