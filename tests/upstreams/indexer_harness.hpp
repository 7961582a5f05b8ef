#pragma once

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {

/// An indexer on a loop of its own, with what its observer saw.
template <class Indexer>
struct IndexerHarness {
    explicit IndexerHarness(UpstreamSettings settings)
        : indexer(io, http, std::move(settings), [this](const CallRecord& record) {
              calls.push_back(fmt::format("{} {} {}", record.method, record.upstream, to_text(record.outcome)));
          }) {}

    /// Runs `ask(indexer)`'s task; the test fails where it does not end.
    template <class Ask>
    auto operator()(Ask ask) {
        return run(io, [this, ask] { return ask(indexer); }).value();
    }

    boost::asio::io_context io;
    HttpClient http{io};
    std::vector<std::string> calls;
    Indexer indexer;
};

inline tests::FakeAnswer no_such_method(const tests::FakeRequest& request) {
    return tests::error_answer(request, R"({"code":-32601,"message":"Method not found"})");
}

/// An address, and as one of 32 bytes that all are `byte`.
inline solana::Pubkey key_of(std::uint8_t byte) {
    solana::Pubkey key;
    key.bytes.fill(byte);
    return key;
}

inline std::string text_of_key(std::uint8_t byte) {
    return to_base58(key_of(byte));
}

/// The answer to the first request.
inline std::string answer(std::string_view result) {
    return fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":1}})", result);
}

/// A JSON object with an `id`, and `members` (`,"name":…`).
inline std::string with_id(std::uint8_t id, std::string_view members) {
    return fmt::format(R"({{"id":"{}"{}}})", text_of_key(id), members);
}

}  // namespace burner::upstreams
