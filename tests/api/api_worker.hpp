#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "api/api_state.hpp"
#include "api/gate.hpp"
#include "assets/chain_source.hpp"

namespace burner::api {

using HeaderText = std::pair<std::string, std::string>;

/// A request as a test writes it down.
struct Ask {
    std::string method = "GET";
    std::string target;
    std::vector<HeaderText> headers{};
    std::optional<std::string> body{};  ///< with `Content-Type: application/json` unless the headers say otherwise
    std::string peer = "127.0.0.1";

    Ask with(std::string name, std::string value) &&;
    Ask as(const Tenant& tenant) && { return std::move(*this).with("X-Api-Key", tenant.secret()); }
    Ask as(const access::MintedSession& minted) && {
        return std::move(*this).with("Authorization", "Bearer " + minted.token);
    }
};

/// `path` is under the base path, as in docs/openapi.yaml.
Ask get(std::string_view path);
Ask post(std::string_view path, std::string body);
Ask delete_of(std::string_view path);

struct Answer {
    int status = 0;
    std::string body;
    std::string content_type;
    std::vector<HeaderText> headers{};

    /// nullopt when absent; a doubled field fails the test.
    std::optional<std::string> header(std::string_view name) const;
    /// The JSON value at a pointer such as `/items/0/type`: texts bare, others as JSON, `<none>` when absent.
    std::string at(std::string_view pointer) const;
};

/// One worker of a server: a gate on its own loop, asked without a socket.
class ApiWorker {
  public:
    ApiWorker(ApiState& state, boost::asio::io_context& io, solana::Rpc& rpc);

    Answer ask(const Ask& ask);
    /// All at once. One that has no answer after 20 seconds has status 0.
    std::vector<Answer> ask_all(const std::vector<Ask>& asks);

  private:
    ApiState& state_;
    boost::asio::io_context& io_;
    assets::ChainSource chain_;
    transactions::Builder builder_;
    transactions::Submitter submitter_;
    Services services_;

  public:
    Gate gate;
};

}  // namespace burner::api
