#include "upstreams/rpc/solana_rpc.hpp"

#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

using tests::error_answer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::result_answer;

TEST(SolanaRpc, WritesTheRequestsOfTheSpecification) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, valid_result(request)); }};
    RpcHarness harness{test_settings({server.url()})};
    for (const Method& method : all_methods()) run(harness.io, [&] { return method.call(harness.rpc); });
    const std::pair<std::string_view, std::string_view> expected[] = {
        {"getTokenAccountsByOwner",
         R"(["vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg",{"programId":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"},{"encoding":"base64","commitment":"confirmed"}])"},
        {"getMultipleAccounts",
         R"([["vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg","4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"],{"encoding":"base64","commitment":"confirmed"}])"},
        {"getMultipleAccounts",
         R"([["vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg","4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA"],{"encoding":"base64","commitment":"confirmed","dataSlice":{"offset":0,"length":64}}])"},
        {"getTokenLargestAccounts", R"(["4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA",{"commitment":"confirmed"}])"},
        {"getLatestBlockhash", R"([{"commitment":"confirmed"}])"},
        {"getBlockHeight", R"([{"commitment":"confirmed"}])"},
        {"getRecentPrioritizationFees", R"([["vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg"]])"},
        {"simulateTransaction",
         R"(["AQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF",{"encoding":"base64","commitment":"confirmed","sigVerify":false,"replaceRecentBlockhash":true,"accounts":{"encoding":"base64","addresses":["vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg"]}}])"},
        {"sendTransaction",
         R"(["AQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUF",{"encoding":"base64","skipPreflight":false,"preflightCommitment":"confirmed","maxRetries":0}])"},
        {"getSignatureStatuses",
         R"([["6pc4LiB8KHAPvbUbkozrTcPL5zXspYBdATv5raNDyVbhiKjrKokLb9o111kxTD5KkPVd7UBSCcFcnWFkrJ82Hu6","6pc4LiB8KHAPvbUbkozrTcPL5zXspYBdATv5raNDyVbhiKjrKokLb9o111kxTD5KkPVd7UBSCcFcnWFkrJ82Hu6"],{"searchTransactionHistory":true}])"},
        {"getTransaction",
         R"(["6pc4LiB8KHAPvbUbkozrTcPL5zXspYBdATv5raNDyVbhiKjrKokLb9o111kxTD5KkPVd7UBSCcFcnWFkrJ82Hu6",{"encoding":"base64","commitment":"confirmed","maxSupportedTransactionVersion":1}])"},
        {"getGenesisHash", "[]"},
    };
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), std::size(expected));
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& [method, params] = expected[i];
        EXPECT_EQ(requests[i].body,
                  fmt::format(R"({{"jsonrpc":"2.0","id":{},"method":"{}","params":{}}})", i + 1, method, params));
    }
    EXPECT_NE(requests[0].head.find("Accept-Encoding: gzip\r\n"), std::string::npos);
    EXPECT_EQ(requests[0].head.find("Expect:"), std::string::npos);
}

/// Answers each key with lamports that tell which key it was; the slot falls from call to call.
FakeRpcServer::Script echo_accounts() {
    return [slot = 1000](const FakeRequest& request) mutable {
        std::string accounts;
        const std::string keys = request.body.substr(request.body.find("[[") + 2);
        for (std::size_t at = 1; keys[at - 1] == '"'; at = keys.find('"', at) + 3) {
            const auto key = solana::pubkey_from_base58(keys.substr(at, keys.find('"', at) - at)).value();
            if (!accounts.empty()) accounts += ',';
            accounts += fmt::format(R"({{"data":["","base64"],"lamports":{},"owner":"{}"}})",
                                    base::read_le<std::uint16_t>(key.view(), 0), to_base58(token_program));
        }
        return result_answer(request, fmt::format(R"({{"context":{{"slot":{}}},"value":[{}]}})", slot--, accounts));
    };
}

TEST(SolanaRpc, SplitsAccountsIntoHundredsAndKeepsTheirOrder) {
    FakeRpcServer server{echo_accounts()};
    RpcHarness harness{test_settings({server.url()})};
    for (const std::size_t count : {0U, 1U, 100U, 101U, 2'350U}) {
        const auto before = server.requests().size();
        std::vector<solana::Pubkey> keys(count);
        for (std::size_t i = 0; i < count; ++i) {
            keys[i].bytes[0] = static_cast<std::uint8_t>(i & 0xff);
            keys[i].bytes[1] = static_cast<std::uint8_t>(i >> 8);
        }
        const auto found = run(harness.io, [&] { return harness.rpc.get_accounts(keys); });
        ASSERT_TRUE(found && *found) << count;
        ASSERT_EQ((*found)->value.size(), count);
        for (std::size_t i = 0; i < count; ++i) EXPECT_EQ((*found)->value[i]->lamports.value, i);
        const auto calls = server.requests().size() - before;
        EXPECT_EQ(calls, (count + 99) / 100);
        if (count > 0) EXPECT_EQ((*found)->slot, 1000 - server.requests().size() + 1);
    }
    EXPECT_LE(server.connections(), 17U);
}

TEST(SolanaRpc, ReadsTheStartOfAccountsAndHowLargeTheyAre) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return result_answer(
            request,
            R"({"context":{"slot":5},"value":[{"data":["AQI=","base64"],"lamports":9,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","space":1048576},null,{"data":["AQ==","base64"],"lamports":9,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA","space":1}]})");
    }};
    RpcHarness harness{test_settings({server.url()})};
    const auto found = run(harness.io, [&] { return harness.rpc.get_account_heads({wallet, wallet, wallet}, 2); });
    ASSERT_TRUE(found && *found);
    const auto& heads = (*found)->value;
    ASSERT_EQ(heads.size(), 3U);
    EXPECT_EQ(heads[0]->space, 1'048'576U);
    EXPECT_EQ(heads[0]->account.data, (base::Bytes{1, 2}));
    EXPECT_EQ(heads[0]->account.owner, token_program);
    EXPECT_FALSE(heads[1]);
    EXPECT_EQ(heads[2]->space, 1U);
}

TEST(SolanaRpc, FailsAsAWholeWhenOneChunkFails) {
    int calls = 0;
    auto echo = echo_accounts();
    FakeRpcServer server{[&](const FakeRequest& request) {
        return ++calls == 3 ? error_answer(request, R"({"code":-32602,"message":"no"})") : echo(request);
    }};
    RpcHarness harness{test_settings({server.url()})};
    const auto found = run(harness.io, [&] { return harness.rpc.get_accounts(std::vector<solana::Pubkey>(500)); });
    ASSERT_TRUE(found && !*found);
    EXPECT_EQ(found->error(), (base::Error{base::ErrorCode::upstream_unavailable, "Solana RPC unavailable"}));
}

TEST(SolanaRpc, SplitsStatusesInto256) {
    FakeRpcServer server{[](const FakeRequest& request) {
        std::string nulls;
        for (std::size_t at = 0; (at = request.body.find("\"6pc", at)) != std::string::npos; ++at)
            nulls += nulls.empty() ? "null" : ",null";
        return result_answer(request, fmt::format(R"({{"context":{{"slot":1}},"value":[{}]}})", nulls));
    }};
    RpcHarness harness{test_settings({server.url()})};
    const std::vector signatures(600, some_signature());
    const auto found = run(harness.io, [&] { return harness.rpc.get_signature_statuses(signatures); });
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->size(), 600U);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(SolanaRpc, AsksForTheClusterOnce) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, valid_result(request)); }};
    RpcHarness harness{test_settings({server.url()})};
    for (int i = 0; i < 3; ++i) {
        const auto cluster = run(harness.io, [&] { return harness.rpc.get_cluster(); });
        ASSERT_TRUE(cluster && *cluster);
        EXPECT_EQ(**cluster, genesis);
    }
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(SolanaRpc, AsksForFeesOfAtMost128Accounts) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, "[]"); }};
    RpcHarness harness{test_settings({server.url()})};
    const std::vector<solana::Pubkey> keys(200);
    run(harness.io, [&] { return harness.rpc.get_recent_prioritization_fees(keys); });
    const std::string body = server.requests().at(0).body;
    EXPECT_EQ(std::ranges::count(body, '"'), 2 * (128 + 6));
}

struct SendRefusal {
    std::string_view error;
    std::string_view rejected;  ///< name of the verdict, "none" without
};

TEST(SolanaRpc, TellsWhyASendWasRefused) {
    const SendRefusal cases[] = {
        {R"({"code":-32002,"message":"Transaction simulation failed: x","data":{"accounts":null,"err":"BlockhashNotFound","logs":[]}})",
         "BlockhashNotFound"},
        {R"({"code":-32002,"message":"Transaction simulation failed: x","data":{"err":"AlreadyProcessed","logs":[]}})",
         "AlreadyProcessed"},
        {R"({"code":-32002,"message":"m","data":{"err":{"InstructionError":[1,{"Custom":17}]},"logs":["a"]}})",
         "InstructionError"},
        {R"({"code":-32002,"message":"m","data":{"err":null}})", "none"},
        {R"({"code":-32002,"message":"m","data":"?"})", "none"},
        {R"({"code":-32002,"message":"m"})", "none"},
        {R"({"code":-32003,"message":"m","data":{"err":"AlreadyProcessed"}})", "none"},
        {R"({"code":-32602,"message":"m"})", "none"},
    };
    for (const auto& [error, rejected] : cases) {
        FakeRpcServer server{[&](const FakeRequest& request) { return error_answer(request, error); }};
        RpcHarness harness{test_settings({server.url(), server.url()})};
        const auto sent = run(harness.io, [&] { return harness.rpc.send(some_transaction()); });
        ASSERT_TRUE(sent && !*sent) << error;
        const auto& failure = sent->error();
        EXPECT_EQ(failure.rejected ? failure.rejected->name : "none", rejected) << error;
        EXPECT_NE(error.find(failure.message), std::string_view::npos);
        EXPECT_EQ(server.requests().size(), 1U) << error;
    }
}

TEST(SolanaRpc, DoesNotTakeAnotherTransactionsIdForASuccess) {
    solana::Signature other = some_signature();
    other.bytes[63] = 6;
    FakeRpcServer server{
        [&](const FakeRequest& request) { return result_answer(request, '"' + to_base58(other) + '"'); }};
    RpcHarness harness{test_settings({server.url(), server.url()})};
    const auto sent = run(harness.io, [&] { return harness.rpc.send(some_transaction()); });
    ASSERT_TRUE(sent && !*sent);
    EXPECT_FALSE(sent->error().rejected);
    EXPECT_EQ(harness.calls, std::vector<std::string>{"sendTransaction 0 malformed"});
}

TEST(SolanaRpc, ReadsTheStateAfterASimulation) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return result_answer(
            request,
            R"({"context":{"slot":5},"value":{"accounts":[null,{"data":["","base64"],"lamports":0,"owner":"11111111111111111111111111111111"},{"data":["AQI=","base64"],"lamports":9,"owner":"TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"}],"err":null,"logs":["Program log: \"a\"","b"],"unitsConsumed":1234}})");
    }};
    RpcHarness harness{test_settings({server.url()})};
    const auto result =
        run(harness.io, [&] { return harness.rpc.simulate(some_transaction(), {wallet, wallet, some_key}); });
    ASSERT_TRUE(result && *result);
    const solana::Simulation& simulation = **result;
    EXPECT_FALSE(simulation.error);
    EXPECT_EQ(simulation.units_consumed, 1234U);
    EXPECT_EQ(simulation.logs, (std::vector<std::string>{"Program log: \"a\"", "b"}));
    ASSERT_EQ(simulation.accounts.size(), 3U);
    EXPECT_FALSE(simulation.accounts[0]);
    EXPECT_FALSE(simulation.accounts[1]);
    EXPECT_EQ(simulation.accounts[2]->data, (base::Bytes{1, 2}));
    EXPECT_EQ(simulation.accounts[2]->owner, token_program);
}

}  // namespace
}  // namespace burner::upstreams
