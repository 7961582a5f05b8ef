#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace burnandclaim {

/// What any call takes besides its arguments.
struct CallOptions {
    /// Ends the call with CancelledError, waiting between attempts included.
    std::stop_token stop_token{};
};

/// What a POST takes besides its arguments.
struct PostOptions {
    /// 1…128 printable ASCII characters; for 24 hours the same key and body replay the answer.
    std::string idempotency_key{};
    /// Ends the call with CancelledError; the server may have done what it was asked all the same.
    std::stop_token stop_token{};
};

/// What `stream_wallet_assets` takes besides the address.
struct StreamAssetsOptions {
    std::optional<std::uint32_t> chunk_size{};  ///< items in a chunk at most, 1…500; absent: 50
    std::stop_token stop_token{};               ///< ends the stream with CancelledError
};

/// What `stream_submissions` takes besides the address.
struct StreamSubmissionsOptions {
    /// The submissions to follow, 1…64; the stream ends when all are settled. Empty: the wallet's, until you leave.
    std::vector<std::string> signatures{};
    std::stop_token stop_token{};  ///< ends the stream with CancelledError
    /// The longest silence before TransportError; absent: waits for ever.
    std::optional<std::chrono::milliseconds> patience{};
};

}  // namespace burnandclaim
