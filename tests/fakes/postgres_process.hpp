#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include "fakes/temporary_folder.hpp"

namespace burner::fakes {

/// Returns the folder of PostgreSQL's programs, the newest; empty where there are none.
std::filesystem::path find_postgres_programs();

/// A PostgreSQL server process on a socket in a folder of its own, run as `nobody` where this process is root's, which
/// PostgreSQL refuses. It ends with this object, and with this process however that ends.
class PostgresProcess {
  public:
    /// Throws std::runtime_error where the server does not start.
    explicit PostgresProcess(const std::filesystem::path& programs);
    /// Starts a standby of the server whose socket is in the folder `primary`.
    PostgresProcess(const std::filesystem::path& programs, const std::filesystem::path& primary);
    PostgresProcess(const PostgresProcess&) = delete;
    PostgresProcess& operator=(const PostgresProcess&) = delete;
    ~PostgresProcess();

    /// Returns the folder of the socket.
    const std::filesystem::path& folder() const { return folder_.path(); }
    pid_t id() const { return id_; }

  private:
    void give_folder_away() const;
    /// Runs a program that makes the data, to its end.
    void make_data(const std::vector<std::string>& words) const;
    void serve(const std::filesystem::path& programs);
    void wait_until_ready() const;

    TemporaryFolder folder_;
    pid_t id_ = -1;
};

}  // namespace burner::fakes
