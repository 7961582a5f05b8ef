#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "fakes/postgres_server.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/postgres/database.hpp"
#include "storage/sqlite/database.hpp"

namespace burner::contracts {

/// One file, opened twice, as by a server and the command line.
class SqliteEngine {
  public:
    static std::string_view missing() { return {}; }
    storage::Database& first() { return *first_; }
    storage::Database& second() { return *second_; }

  private:
    std::unique_ptr<storage::Database> open() {
        return storage::SqliteDatabase::open(folder_.path() / "burner.db").value();
    }

    fakes::TemporaryFolder folder_;
    std::unique_ptr<storage::Database> first_ = open();
    std::unique_ptr<storage::Database> second_ = open();
};

/// One database of a real server, opened twice, as by two nodes.
class PostgresEngine {
  public:
    static std::string_view missing() {
        return fakes::PostgresServer::find() == nullptr ? fakes::PostgresServer::missing : std::string_view{};
    }
    storage::Database& first() { return *first_; }
    storage::Database& second() { return *second_; }
    const std::string& address() const { return address_; }

  private:
    /// Takes the place of a server that is not installed, until the test is skipped.
    class Nowhere final : public storage::Database {
        bool run(Access /*access*/, const Attempt& /*attempt*/) override { return false; }
    };

    static std::string create() {
        return missing().empty() ? fakes::PostgresServer::find()->create_migrated() : std::string{};
    }
    std::unique_ptr<storage::Database> open() {
        if (address_.empty()) return std::make_unique<Nowhere>();
        return storage::PostgresDatabase::open(storage::ConnectionString::parse(address_).value(), {.connections = 8})
            .value();
    }

    const std::string address_ = create();
    std::unique_ptr<storage::Database> first_ = open();
    std::unique_ptr<storage::Database> second_ = open();
};

}  // namespace burner::contracts
