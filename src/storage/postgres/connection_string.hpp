#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace burner::storage {

/// The address of a PostgreSQL database and its login: a URL, or libpq's own `host=… dbname=…`. What the text leaves
/// open comes from libpq's variables (PGHOST, PGPASSWORD, …). Any thread may read it.
class ConnectionString {
  public:
    /// The keywords of libpq with their values.
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    /// Reads a text. The message of an error says what is wrong and quotes nothing, since a part of it may be the
    /// password.
    static base::Result<ConnectionString> parse(std::string_view text);

    /// Returns the text with `***` for what is secret.
    std::string shown() const;
    /// Returns the parameters for each host, in the order in which hosts are to be tried.
    std::vector<Parameters> hosts() const;
    /// Returns the time after which the next host is tried.
    std::chrono::milliseconds connect_timeout() const;
    /// Returns a host to which a connection would not be verified: neither this machine nor `sslmode=verify-full`.
    std::optional<std::string> unverified_host() const;

  private:
    std::string_view find(std::string_view keyword) const;
    std::optional<std::string> find_mistake() const;

    std::string text_;
    Parameters given_;
};

/// Returns what may be seen of a text that is meant to be a connection string: `***` for one that cannot be read.
std::string shown_connection_string(std::string_view text);

}  // namespace burner::storage
