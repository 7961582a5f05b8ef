#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace burner::fakes {

class PostgresProcess;

/// A real PostgreSQL in a temporary folder, for the tests of this process alone: on a socket, without fsync, gone when
/// the process ends. Its databases sort by a language's rules, not by bytes.
class PostgresServer {
  public:
    /// Returns the server, which the first call starts; null where Debian's package `postgresql` is missing.
    static PostgresServer* find();
    /// What a test that is skipped says.
    static constexpr std::string_view missing = "there is no PostgreSQL: install Debian's package postgresql";

    explicit PostgresServer(std::unique_ptr<PostgresProcess> process);
    ~PostgresServer();
    /// Starts a primary of a test's own, or with `primary` a standby of it.
    static std::unique_ptr<PostgresServer> start(const PostgresServer* primary = nullptr);
    /// Ends the server as a power cut does.
    void kill();

    /// Creates a database without tables and returns its address.
    std::string create_empty();
    /// Creates a database that has the schema.
    std::string create_migrated();
    /// Returns the address of a database of that name.
    std::string address_of(std::string_view database) const;
    /// Returns the folder of the server's socket.
    const std::filesystem::path& folder() const;
    /// Runs SQL as the administrator, and returns the first value that it answers. Throws std::runtime_error where the
    /// server refuses it.
    std::string run(std::string_view database, const std::string& sql);

    /// Creates a role that must give a password.
    void require_password(std::string_view role, std::string_view password);

  private:
    std::string next_name();
    void migrate_template();

    std::unique_ptr<PostgresProcess> process_;
    int databases_ = 0;
    bool has_template_ = false;
};

}  // namespace burner::fakes
