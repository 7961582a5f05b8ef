#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/string_hash.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/statement.hpp"

namespace burner::storage {

/// Writes `?` and `?2` as `$1` and `$2`, but not inside of quotes.
std::string with_dollars(std::string_view sql);

/// A statement that a connection prepares when it is first used. Parameters and columns travel in binary: whole numbers
/// are `bigint`. `run` waits for nothing; what it did is known at the next answer, the commit's at the latest.
class PostgresStatement final : public PreparedStatement {
  public:
    PostgresStatement(PostgresConnection& connection, std::string_view sql, std::string name)
        : connection_(connection), sql_(with_dollars(sql)), name_(std::move(name)) {}

    void bind_integer(int parameter, std::int64_t value) override;
    /// Bytes that are no text in UTF-8, and U+0000, which PostgreSQL does not store, are stored as U+FFFD.
    void bind_text(int parameter, std::string_view text) override;
    void bind_blob(int parameter, base::ByteView blob) override;
    void bind_null(int parameter) override;
    bool step() override;
    void run() override;
    void reset() override;

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    base::ByteView bytes(int column) const override;

  private:
    struct Parameter {
        std::string bytes;
        unsigned type;  ///< of the server's catalogue; 0: the server infers it
        bool is_null;
    };

    void bind(int parameter, Parameter value);
    void queue();
    void prepare();

    PostgresConnection& connection_;
    const std::string sql_;
    const std::string name_;
    Preparation preparation_ = Preparation::none;
    std::vector<Parameter> parameters_;
    bool is_executed_ = false;
    PostgresResult rows_;
    int row_ = -1;
};

/// The statements of a connection, each once. The connection outlives them.
class PostgresStatements {
  public:
    explicit PostgresStatements(PostgresConnection& connection) : connection_(connection) {}

    PostgresStatement& find(std::string_view sql);

  private:
    PostgresConnection& connection_;
    std::unordered_map<std::string, std::unique_ptr<PostgresStatement>, base::StringHash, std::equal_to<>> statements_;
};

}  // namespace burner::storage
