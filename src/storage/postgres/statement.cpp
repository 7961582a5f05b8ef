#include "storage/postgres/statement.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/utf8.hpp"

namespace burner::storage {

namespace {

// The numbers of types in the server's catalogue, which never change.
constexpr unsigned bytea = 17;
constexpr unsigned bigint = 20;
constexpr unsigned text_type = 25;

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Returns the text as PostgreSQL stores it.
std::string storable(std::string_view text) {
    if (base::is_utf8(text) && text.find('\0') == std::string_view::npos) return std::string{text};
    std::string out;
    while (!text.empty()) {
        const std::size_t length = text.front() == '\0' ? 0 : base::utf8_length(text);
        out += length == 0 ? replacement : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

/// Reads a number of 1, 2, 4 or 8 bytes, the highest first, as the server sends it.
std::int64_t read_number(const char* bytes, int size) {
    std::int64_t value = size > 0 && bytes[0] < 0 ? -1 : 0;
    for (int i = 0; i < size; ++i) {
        value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << 8 | static_cast<std::uint8_t>(bytes[i]));
    }
    return value;
}

}  // namespace

std::string with_dollars(std::string_view sql) {
    std::string out;
    int parameters = 0;
    bool is_quoted = false;
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (sql[at] == '\'') is_quoted = !is_quoted;
        if (sql[at] != '?' || is_quoted) {
            out += sql[at];
            continue;
        }
        out += '$';
        const bool has_number = at + 1 < sql.size() && is_digit(sql[at + 1]);
        if (!has_number) out += fmt::to_string(++parameters);
    }
    return out;
}

void PostgresStatement::bind(int parameter, Parameter value) {
    const auto count = static_cast<std::size_t>(parameter);
    if (parameters_.size() < count) parameters_.resize(count);
    parameters_[count - 1] = std::move(value);
}

void PostgresStatement::bind_integer(int parameter, std::int64_t value) {
    const auto high_first = std::byteswap(value);
    std::string bytes(sizeof high_first, '\0');
    std::memcpy(bytes.data(), &high_first, sizeof high_first);
    bind(parameter, {std::move(bytes), bigint, false});
}

void PostgresStatement::bind_text(int parameter, std::string_view text) {
    bind(parameter, {storable(text), text_type, false});
}

void PostgresStatement::bind_blob(int parameter, base::ByteView blob) {
    bind(parameter, {std::string{base::as_text(blob)}, bytea, false});
}

void PostgresStatement::bind_null(int parameter) {
    bind(parameter, {{}, 0, true});
}

void PostgresStatement::prepare() {
    std::vector<unsigned> types;
    for (const Parameter& parameter : parameters_) types.push_back(parameter.type);
    connection_.queue_preparation(name_, sql_, types, preparation_);
}

void PostgresStatement::queue() {
    if (preparation_ == Preparation::none) prepare();
    PostgresParameters parameters;
    for (const Parameter& parameter : parameters_) {
        parameters.values.push_back(parameter.is_null ? nullptr : parameter.bytes.data());
        parameters.lengths.push_back(static_cast<int>(parameter.bytes.size()));
        parameters.formats.push_back(1);
    }
    connection_.queue_prepared(name_, parameters, sql_);
}

bool PostgresStatement::step() {
    if (connection_.has_failed()) return false;
    if (!is_executed_) {
        is_executed_ = true;
        queue();
        rows_ = connection_.exchange();
    }
    return rows_ && ++row_ < PQntuples(rows_.get());
}

void PostgresStatement::run() {
    if (connection_.has_failed()) return;
    is_executed_ = true;
    queue();
}

void PostgresStatement::reset() {
    parameters_.clear();
    is_executed_ = false;
    rows_.reset();
    row_ = -1;
}

bool PostgresStatement::is_null(int column) const {
    return PQgetisnull(rows_.get(), row_, column) == 1;
}

std::int64_t PostgresStatement::integer(int column) const {
    return read_number(PQgetvalue(rows_.get(), row_, column), PQgetlength(rows_.get(), row_, column));
}

base::ByteView PostgresStatement::bytes(int column) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(PQgetvalue(rows_.get(), row_, column));
    return {bytes, static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
}

PostgresStatement& PostgresStatements::find(std::string_view sql) {
    if (const auto kept = statements_.find(sql); kept != statements_.end()) return *kept->second;
    auto statement =
        std::make_unique<PostgresStatement>(connection_, sql, fmt::format("burner_{}", statements_.size()));
    return *statements_.emplace(sql, std::move(statement)).first->second;
}

}  // namespace burner::storage
