#pragma once

#include <functional>
#include <string>

#include <burnandclaim/options.hpp>

namespace burnandclaim {

/// The header line that proves who calls. Fetches a session token when first needed.
class Credential {
  public:
    /// Throws std::invalid_argument unless exactly one credential is given and fits in a header.
    explicit Credential(const ClientOptions& options);

    const std::string& header();
    /// Tells whether it is a session, not an API key: streams take only a session.
    bool is_session() const { return is_session_; }
    bool is_renewable() const { return static_cast<bool>(get_token_); }
    /// Drops a token that the server called expired.
    void expire() { header_.clear(); }

  private:
    std::function<std::string()> get_token_;
    bool is_session_;
    std::string header_;
};

}  // namespace burnandclaim
