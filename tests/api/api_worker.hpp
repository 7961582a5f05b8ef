#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "api/api_state.hpp"
#include "api/gate/gate.hpp"
#include "api/services.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/compressed_token_source.hpp"
#include "base/condition.hpp"
#include "fakes/fake_compressed_tokens.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "http/websocket.hpp"
#include "transactions/submit/co_sign.hpp"

namespace burner::api {

using HeaderText = std::pair<std::string, std::string>;

/// A client that sends the body of its request when that is wanted.
class LateClient final : public http::Client {
  public:
    bool is_connected() const override { return true; }
    base::Task<std::expected<void, http::Refusal>> receive_body(std::size_t owner) override;

    std::string body;
    std::function<void()> meanwhile;         ///< what happens while it is on its way
    std::optional<http::Refusal> refusal{};  ///< instead of the body
    std::vector<std::size_t> owners;         ///< whom the bodies that were wanted belong to
    http::Request* request = nullptr;        ///< the one under way
};

/// A request as a test writes it down.
struct Ask {
    std::string method = "GET";
    std::string target;
    std::vector<HeaderText> headers{};
    std::optional<std::string> body{};  ///< with `Content-Type: application/json` unless the headers say otherwise
    std::string from = "127.0.0.1";
    LateClient* late = nullptr;  ///< who sends the body, instead of `body`, once it is wanted

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
    std::shared_ptr<const std::string> shared_body{};
    std::size_t owner = 0;  ///< whose memory it takes while it waits

    /// nullopt when absent; a doubled field fails the test.
    std::optional<std::string> header(std::string_view name) const;
    /// The JSON value at a pointer such as `/items/0/type`: texts bare, others as JSON, `<none>` when absent.
    std::string at(std::string_view pointer) const;
};

/// The client's end of a stream: takes each frame at once, until it stalls.
class FakeWebSocket final : public http::WebSocket {
  public:
    explicit FakeWebSocket(boost::asio::io_context& io) : changed_(io.get_executor()) {}

    base::Task<bool> send(std::string text) override;
    base::Task<bool> room() override;
    void end(std::string_view last, std::uint16_t with, std::string_view reason) override;
    void stop_stalling();

    std::vector<Answer> frames;
    std::optional<std::uint16_t> code;  ///< once closed
    std::size_t room_for = SIZE_MAX;    ///< more frames

  private:
    base::Condition changed_;
};

/// A request for a WebSocket, with these subprotocols unless empty.
Ask stream_of(std::string_view path, std::string protocols = "burner.v1");

struct StreamAnswer {
    explicit StreamAnswer(boost::asio::io_context& io) : socket(io) {}

    Answer handshake;
    FakeWebSocket socket;
    bool is_over = false;
};

/// One worker of a server: a gate on its own loop, asked without a socket.
class ApiWorker {
  public:
    ApiWorker(ApiState& state, boost::asio::io_context& io, solana::Rpc& rpc);

    Answer ask(const Ask& ask);
    /// Asks all at once. One that has no answer after 20 seconds has status 0.
    std::vector<Answer> ask_all(const std::vector<Ask>& asks);
    /// Asks for a stream; it goes on while the loop runs.
    std::unique_ptr<StreamAnswer> open(const Ask& ask);
    bool run_until(const std::function<bool()>& reached);

    fakes::FakePrices prices;
    fakes::FakeCompressedTokens compressed_tokens;  ///< there is no such index unless a test says otherwise

  private:
    ApiState& state_;
    boost::asio::io_context& io_;
    assets::ChainSource chain_;
    assets::CompressedTokenSource compressed_source_;
    fakes::FakeIndexer indexer_;
    transactions::BlockPace pace_;
    transactions::Builder builder_;
    transactions::Refresher refresher_;
    transactions::Reporter reporter_;
    transactions::CoSigning co_signing_;
    transactions::Submitter submitter_;
    Services services_;

  public:
    Gate gate;
};

}  // namespace burner::api
