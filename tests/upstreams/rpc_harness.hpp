#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include "fakes/fake_rpc_server.hpp"
#include "upstreams/http_client.hpp"
#include "upstreams/rpc/solana_rpc.hpp"

namespace burner::upstreams {

using namespace std::chrono_literals;

inline const solana::Pubkey token_program = solana::pubkey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
inline const solana::Pubkey wallet = solana::pubkey("vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg");
inline const solana::Pubkey some_key = solana::pubkey("4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA");
inline constexpr std::string_view genesis = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";

/// Keeps what an answer shows.
struct CollectedAccounts final : solana::AccountVisitor {
    void begin() override { accounts.clear(); }
    void visit(const solana::Pubkey& address, const solana::Account& account) override {
        accounts.emplace_back(address, account);
    }

    std::vector<std::pair<solana::Pubkey, solana::Account>> accounts;
};

/// One length byte, a signature of 64 times 5, and a byte of message: enough to be sent.
inline base::Bytes some_transaction() {
    base::Bytes bytes(66, 5);
    bytes[0] = 1;
    return bytes;
}

inline solana::Signature some_signature() {
    solana::Signature signature;
    signature.bytes.fill(5);
    return signature;
}

/// Runs `make()`'s task on `io` to its end; nullopt when that takes longer than any deadline of a test.
template <class Make>
auto run(boost::asio::io_context& io, Make make) {
    using Value = typename std::invoke_result_t<Make>::value_type;
    std::optional<Value> value;
    boost::asio::co_spawn(io, make, [&](const std::exception_ptr& error, Value result) {
        if (error) std::rethrow_exception(error);
        value = std::move(result);
    });
    io.restart();
    io.run_for(20s);
    return value;
}

/// Times that a loaded machine keeps as well; tests that wait for them to pass set shorter ones.
inline UpstreamSettings test_settings(std::vector<std::string> urls) {
    UpstreamSettings settings;
    settings.urls = std::move(urls);
    settings.connect_timeout = 5s;
    settings.call_timeout = 5s;
    settings.total_deadline = 8s;
    settings.max_answer_bytes = 1 << 20;
    return settings;
}

/// An Rpc on a loop of its own, with what its observer saw.
struct RpcHarness {
    explicit RpcHarness(UpstreamSettings settings)
        : rpc(io, http, std::move(settings), [this](const CallRecord& record) {
              calls.push_back(fmt::format("{} {} {}", record.method, record.upstream, to_text(record.outcome)));
          }) {}

    boost::asio::io_context io;
    HttpClient http{io};
    std::vector<std::string> calls;
    SolanaRpc rpc;
};

/// One method of Rpc: a valid result for the arguments that `call` uses, in which every number is 77.
struct Method {
    std::string name;
    std::string result;
    /// "ok", or the error as text.
    base::Task<std::string> (*call)(SolanaRpc& rpc);
};

const std::vector<Method>& all_methods();
/// The valid result for the method that is asked.
const std::string& valid_result(const tests::FakeRequest& request);

}  // namespace burner::upstreams
