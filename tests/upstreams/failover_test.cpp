#include "upstreams/failover.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

using tests::error_answer;
using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;
using tests::result_answer;
using Calls = std::vector<std::string>;

FakeAnswer height(const FakeRequest& request) {
    return result_answer(request, "7");
}

bool has_height(RpcHarness& harness) {
    const auto result = run(harness.io, [&] { return harness.rpc.get_block_height(); });
    return result && result->has_value();
}

TEST(Failover, GoesToTheNextUpstreamWhenOneIsOfNoUse) {
    FakeRpcServer good{height};
    const std::pair<std::string_view, FakeRpcServer::Script> scripts[] = {
        {"http_error", [](const FakeRequest&) { return http_answer(502, "", ""); }},
        {"rate_limited", [](const FakeRequest&) { return http_answer(429, "Retry-After: 60\r\n", ""); }},
        {"malformed", [](const FakeRequest&) { return http_answer(200, "", "<html>"); }},
        {"broken", [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::reset}; }},
        {"timed_out", [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::hang}; }},
        {"behind",
         [](const FakeRequest& request) { return error_answer(request, R"({"code":-32005,"message":"m"})"); }},
    };
    for (const auto& [outcome, script] : scripts) {
        FakeRpcServer bad{script};
        UpstreamSettings settings = test_settings({bad.url(), good.url()});
        if (outcome == "timed_out") settings.call_timeout = 500ms;
        RpcHarness harness{std::move(settings)};
        EXPECT_TRUE(has_height(harness)) << outcome;
        EXPECT_TRUE(has_height(harness)) << outcome;
        EXPECT_EQ(harness.calls, (Calls{fmt::format("getBlockHeight 0 {}", outcome), "getBlockHeight 1 answered",
                                        "getBlockHeight 1 answered"}));
    }
    RpcHarness harness{test_settings({tests::refusing_url(), good.url()})};
    EXPECT_TRUE(has_height(harness));
}

TEST(Failover, TakesAJsonRpcErrorForAnAnswer) {
    FakeRpcServer bad{
        [](const FakeRequest& request) { return error_answer(request, R"({"code":-32602,"message":"m"})"); }};
    FakeRpcServer good{height};
    RpcHarness harness{test_settings({bad.url(), good.url()})};
    EXPECT_FALSE(has_height(harness));
    EXPECT_EQ(harness.calls, Calls{"getBlockHeight 0 rpc_error"});
}

TEST(Failover, AsksForAMethodWhereItIsAndForgetsWhereItIsNotAfterAWhile) {
    const auto missing = [](const FakeRequest& request) {
        return error_answer(request, R"({"code":-32601,"message":"Method not found"})");
    };
    FakeRpcServer without{missing};
    FakeRpcServer with{height};
    UpstreamSettings settings = test_settings({without.url(), with.url()});
    settings.missing_method_pause = 300ms;
    settings.retry_burst = 1;
    RpcHarness harness{settings};
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(has_height(harness));
    EXPECT_EQ(harness.calls, (Calls{"getBlockHeight 0 method_missing", "getBlockHeight 1 answered",
                                    "getBlockHeight 1 answered", "getBlockHeight 1 answered"}));
    std::this_thread::sleep_for(300ms);
    harness.calls.clear();
    has_height(harness);
    EXPECT_EQ(harness.calls.at(0), "getBlockHeight 0 method_missing");
}

TEST(Failover, SaysOnceThatAMethodIsMissing) {
    FakeRpcServer without{[](const FakeRequest& request) {
        return error_answer(request, R"({"code":-32601,"message":"Method not found"})");
    }};
    UpstreamSettings settings = test_settings({without.url()});
    settings.missing_method_pause = 1ms;
    RpcHarness harness{settings};
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    for (int i = 0; i < 3; ++i) {
        EXPECT_FALSE(has_height(harness));
        std::this_thread::sleep_for(2ms);
    }
    const std::string log = testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
    const auto first = log.find("method_missing");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(log.find("method_missing", first + 1), std::string::npos) << log;
}

TEST(Failover, AsksALoneUpstreamASecondTime) {
    int calls = 0;
    FakeRpcServer flaky{
        [&](const FakeRequest& request) { return ++calls == 1 ? http_answer(503, "", "") : height(request); }};
    RpcHarness harness{test_settings({flaky.url()})};
    EXPECT_TRUE(has_height(harness));
    EXPECT_EQ(harness.calls, (Calls{"getBlockHeight 0 http_error", "getBlockHeight 0 answered"}));
}

TEST(Failover, WaitsAsLongAsA429AsksFor) {
    int calls = 0;
    std::chrono::steady_clock::time_point limited_at, asked_at;
    FakeRpcServer limited{[&](const FakeRequest& request) {
        if (++calls == 1) {
            limited_at = std::chrono::steady_clock::now();
            return http_answer(429, "Retry-After: 1\r\n", "");
        }
        asked_at = std::chrono::steady_clock::now();
        return height(request);
    }};
    RpcHarness harness{test_settings({limited.url()})};
    EXPECT_TRUE(has_height(harness));
    EXPECT_EQ(limited.requests().size(), 2U);
    EXPECT_GE(asked_at - limited_at, 990ms);
}

TEST(Failover, DoesNotAskWhoSaidNotBeforeTheDeadline) {
    FakeRpcServer limited{[](const FakeRequest&) { return http_answer(429, "Retry-After: 60\r\n", ""); }};
    RpcHarness harness{test_settings({limited.url()})};
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(has_height(harness));
    EXPECT_EQ(limited.requests().size(), 1U);
}

TEST(Failover, KeepsRetriesWithinTheirBudget) {
    FakeRpcServer bad{[](const FakeRequest&) { return http_answer(500, "", ""); }};
    UpstreamSettings settings = test_settings({bad.url(), bad.url()});
    settings.retry_share = 0;
    settings.retry_burst = 3;
    RpcHarness harness{settings};
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(has_height(harness));
    EXPECT_EQ(bad.requests().size(), 13U);
}

TEST(Failover, SendsOnceMoreOnlyWhenTheTransportFailed) {
    FakeRpcServer good{
        [](const FakeRequest& request) { return result_answer(request, '"' + to_base58(some_signature()) + '"'); }};
    FakeRpcServer html{[](const FakeRequest&) { return http_answer(200, "", "<html>"); }};
    RpcHarness first{test_settings({html.url(), good.url()})};
    const auto lost = run(first.io, [&] { return first.rpc.send(some_transaction()); });
    ASSERT_TRUE(lost && !*lost);
    EXPECT_EQ(lost->error().message, "Solana RPC unavailable");
    EXPECT_EQ(first.calls, Calls{"sendTransaction 0 malformed"});
    RpcHarness second{test_settings({tests::refusing_url(), good.url()})};
    const auto sent = run(second.io, [&] { return second.rpc.send(some_transaction()); });
    ASSERT_TRUE(sent && *sent);
    EXPECT_EQ(**sent, some_signature());
}

TEST(Failover, BelievesARefusalOnlyIfNobodyAskedBeforeMayHaveSent) {
    const auto refusal = [](const FakeRequest& request) {
        return error_answer(request, R"({"code":-32002,"message":"m","data":{"err":"BlockhashNotFound"}})");
    };
    const struct {
        std::string_view outcome;
        FakeRpcServer::Script script;
        bool is_believed;
    } cases[] = {
        {"timed_out", [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::hang}; }, false},
        {"broken", [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::reset}; }, false},
        {"http_error", [](const FakeRequest&) { return http_answer(504, "", ""); }, false},
        {"rate_limited", [](const FakeRequest&) { return http_answer(429, "Retry-After: 60\r\n", ""); }, true},
        {"behind", [](const FakeRequest& request) { return error_answer(request, R"({"code":-32005,"message":"m"})"); },
         true},
    };
    FakeRpcServer second{refusal};
    for (const auto& [outcome, script, is_believed] : cases) {
        FakeRpcServer first{script};
        UpstreamSettings settings = test_settings({first.url(), second.url()});
        if (outcome == "timed_out") settings.call_timeout = 500ms;
        RpcHarness harness{std::move(settings)};
        const auto sent = run(harness.io, [&] { return harness.rpc.send(some_transaction()); });
        ASSERT_TRUE(sent && !*sent) << outcome;
        EXPECT_EQ(sent->error().rejected.has_value(), is_believed) << outcome;
        EXPECT_EQ(harness.calls, (Calls{fmt::format("sendTransaction 0 {}", outcome), "sendTransaction 1 rpc_error"}));
    }
    RpcHarness harness{test_settings({tests::refusing_url(), second.url()})};
    const auto sent = run(harness.io, [&] { return harness.rpc.send(some_transaction()); });
    ASSERT_TRUE(sent && !*sent);
    EXPECT_TRUE(sent->error().rejected);
}

TEST(Failover, RefusesUrlsItCannotCallWithoutRepeatingThem) {
    boost::asio::io_context io;
    HttpClient http{io};
    for (const std::string url :
         {"", "ftp://canary@host/", "file:///canary", "canary", "https://", "gopher://canary"}) {
        try {
            Failover failover{io, http, test_settings({url}), {}};
            ADD_FAILURE() << url;
        } catch (const std::invalid_argument& error) {
            EXPECT_EQ(std::string_view{error.what()}.find("canary"), std::string_view::npos);
        }
    }
    EXPECT_THROW((Failover{io, http, test_settings({}), {}}), std::invalid_argument);
}

TEST(Failover, LogsNoPartOfAUrlButItsHost) {
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    RpcHarness harness{test_settings({tests::refusing_url()})};
    EXPECT_FALSE(has_height(harness));
    const std::string log = testing::internal::GetCapturedStderr() + testing::internal::GetCapturedStdout();
    EXPECT_NE(log.find("127.0.0.1"), std::string::npos);
    EXPECT_EQ(log.find("canary"), std::string::npos) << log;
}

}  // namespace
}  // namespace burner::upstreams
