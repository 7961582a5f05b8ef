#pragma once

#include <functional>
#include <string>

#include "api/endpoint.hpp"
#include "api/metrics.hpp"
#include "http/websocket.hpp"

namespace burner::api {

/// One admitted stream, as its endpoint sees it. It outlives the request that asked for it.
struct StreamCall {
    Services& services;
    access::Caller caller;
    solana::Pubkey wallet;  ///< of `:address`
    std::string id;         ///< of `:signature`
    std::string request_id;
};

/// The way out for an endpoint's frames.
class StreamOut {
  public:
    StreamOut(http::WebSocket& socket, Metrics& metrics) : socket_(socket), metrics_(metrics) {}

    /// Sends a frame; waits while the client is behind. False: the stream is over, the endpoint may return.
    base::Task<bool> send(std::string frame);
    /// Waits until the client can take a frame; await it before making one. False: the stream is over.
    base::Task<bool> room() { return socket_.room(); }

  private:
    http::WebSocket& socket_;
    Metrics& metrics_;
};

using StreamRun = std::function<base::Task<base::Result<void>>(const StreamCall&, StreamOut&)>;

/// Returns the answer that opens the stream.
http::Response open_stream(const Call& call, StreamRun run);

template <class E>
base::Result<http::Response> open_stream_of(Call& call) {
    auto input = E::parse(call);
    if (!input) return std::unexpected(std::move(input.error()));
    return open_stream(call, [input = std::move(*input)](const StreamCall& stream, StreamOut& out) {
        return E::run(stream, input, out);
    });
}

/// Makes a stream route of an endpoint: a struct with `Input`, `parse(Call) → Result<Input>` where every bound is
/// checked, and `run(StreamCall, Input, StreamOut) → Task<Result<void>>`, which sends frames until all is said
/// (close 1000) or something failed (error frame). `run` is cancelled when the client goes; when its session or the
/// server ends, `send` returns false.
template <class E>
inline constexpr Endpoint stream{.at_once = open_stream_of<E>, .is_stream = true};

}  // namespace burner::api
