#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

using tests::error_answer;
using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;
using tests::json_answer;
using tests::result_answer;

std::string all_replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// The valid answer with `number` in place of every number, or alone where the answer has none.
FakeAnswer with_number(const FakeRequest& request, std::string_view number) {
    const std::string& result = valid_result(request);
    const bool has_number = result.find("77") != std::string::npos;
    return result_answer(request, has_number ? all_replaced(result, "77", number) : std::string{number});
}

std::string valid_body(const FakeRequest& request) {
    return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":{}}})", request.id(), valid_result(request));
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string header_lines() {
    std::string lines;
    for (int i = 0; i < 1'000; ++i) lines += "X-A: 0123456789\r\n";
    return lines;
}

struct Fault {
    std::string_view name;
    CallOutcome outcome;  ///< of the first try, whatever the method
    FakeAnswer (*script)(const FakeRequest&);
    std::string_view seen = "Solana RPC unavailable";  ///< by the caller
};

constexpr std::uint64_t flood = 500'000'000;

const Fault faults[] = {
    {"Reset", CallOutcome::broken,
     [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::reset}; }},
    {"ResetAfterHead", CallOutcome::broken,
     [](const FakeRequest&) {
         return FakeAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", .end = FakeAnswer::End::reset};
     }},
    {"Closed", CallOutcome::broken,
     [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::close}; }},
    {"ClosedMidBody", CallOutcome::broken,
     [](const FakeRequest& request) {
         const std::string body = valid_body(request);
         return FakeAnswer{
             .bytes = fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{}", body.size() + 9, body),
             .end = FakeAnswer::End::close};
     }},
    {"Hang", CallOutcome::timed_out,
     [](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::hang}; }},
    {"Drip", CallOutcome::timed_out,
     [](const FakeRequest& request) {
         FakeAnswer answer = result_answer(request, valid_result(request));
         answer.drip = 20ms;
         return answer;
     }},
    {"NoHttp", CallOutcome::broken,
     [](const FakeRequest&) { return FakeAnswer{.bytes = "220 mail ready\r\n", .end = FakeAnswer::End::close}; }},
    {"EndlessHead", CallOutcome::too_large,
     [](const FakeRequest&) {
         return FakeAnswer{.bytes = "HTTP/1.1 200 OK\r\n", .repeated = header_lines(), .repeated_bytes = flood};
     }},
    {"RateLimited", CallOutcome::rate_limited, [](const FakeRequest&) { return http_answer(429, "", "{}"); }},
    {"RateLimitedPastDeadline", CallOutcome::rate_limited,
     [](const FakeRequest&) { return http_answer(429, "Retry-After: 3600\r\n", "slow down"); }},
    {"RateLimitedWithNonsense", CallOutcome::rate_limited,
     [](const FakeRequest&) { return http_answer(429, "Retry-After: 99999999999999999999\r\n", ""); }},
    {"InternalError", CallOutcome::http_error, [](const FakeRequest&) { return http_answer(500, "", "oops"); }},
    {"BadGateway", CallOutcome::http_error,
     [](const FakeRequest&) { return http_answer(502, "", "<html>502</html>"); }},
    {"Unavailable", CallOutcome::http_error,
     [](const FakeRequest&) { return http_answer(503, "Retry-After: 1\r\n", ""); }},
    {"Forbidden", CallOutcome::http_error,
     [](const FakeRequest& request) { return http_answer(403, "", valid_body(request)); }},
    {"Redirect", CallOutcome::http_error,
     [](const FakeRequest& request) { return http_answer(307, "Location: /elsewhere\r\n", valid_body(request)); }},
    {"Html", CallOutcome::malformed,
     [](const FakeRequest&) {
         return http_answer(200, "Content-Type: text/html\r\n", "<html><body>Sign in</body></html>");
     }},
    {"EmptyBody", CallOutcome::malformed, [](const FakeRequest&) { return json_answer(""); }},
    {"TruncatedJson", CallOutcome::malformed,
     [](const FakeRequest& request) {
         const std::string body = valid_body(request);
         return json_answer(body.substr(0, body.size() - 2));
     }},
    {"WrongId", CallOutcome::malformed,
     [](const FakeRequest& request) {
         return json_answer(fmt::format(R"({{"jsonrpc":"2.0","id":4711,"result":{}}})", valid_result(request)));
     }},
    {"Batch", CallOutcome::malformed,
     [](const FakeRequest& request) { return json_answer('[' + valid_body(request) + ']'); }},
    {"TwoAnswers", CallOutcome::malformed,
     [](const FakeRequest& request) { return json_answer(valid_body(request) + valid_body(request)); }},
    {"WrongType", CallOutcome::malformed,
     [](const FakeRequest& request) { return result_answer(request, R"({"value":true,"context":[]})"); }},
    {"NullResult", CallOutcome::malformed, [](const FakeRequest& request) { return result_answer(request, "null"); }},
    {"TwoToThe64", CallOutcome::malformed,
     [](const FakeRequest& request) { return with_number(request, "18446744073709551616"); }},
    {"HugeFloat", CallOutcome::malformed, [](const FakeRequest& request) { return with_number(request, "1e400"); }},
    {"NegativeNumber", CallOutcome::malformed, [](const FakeRequest& request) { return with_number(request, "-1"); }},
    {"Fraction", CallOutcome::malformed, [](const FakeRequest& request) { return with_number(request, "1.5"); }},
    {"NumberAsText", CallOutcome::malformed,
     [](const FakeRequest& request) { return with_number(request, R"("77")"); }},
    {"InvalidUtf8", CallOutcome::malformed,
     [](const FakeRequest& request) {
         return json_answer(all_replaced(valid_body(request), "\"jsonrpc\"", "\"x\":\"\xff\",\"jsonrpc\""));
     }},
    {"DeepNesting", CallOutcome::malformed,
     [](const FakeRequest& request) { return result_answer(request, nested(100'000)); }},
    {"Flood", CallOutcome::too_large,
     [](const FakeRequest&) {
         return FakeAnswer{.bytes = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[",
                           .repeated = std::string(1 << 16, ' '),
                           .repeated_bytes = flood};
     }},
    {"AnnouncedFlood", CallOutcome::too_large,
     [](const FakeRequest&) {
         return FakeAnswer{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 500000000\r\n\r\n[",
                           .repeated = std::string(1 << 16, ' '),
                           .repeated_bytes = flood};
     }},
    {"GzipBomb", CallOutcome::too_large,
     [](const FakeRequest&) { return http_answer(200, "Content-Encoding: gzip\r\n", tests::gzip_bomb(100'000'000)); }},
    {"BrokenGzip", CallOutcome::broken,
     [](const FakeRequest& request) { return http_answer(200, "Content-Encoding: gzip\r\n", valid_body(request)); }},
    {"RpcError", CallOutcome::rpc_error,
     [](const FakeRequest& request) {
         return error_answer(request, R"({"code":-32601,"message":"Method not found"})");
     }},
    {"Behind", CallOutcome::behind,
     [](const FakeRequest& request) {
         return error_answer(request,
                             R"({"code":-32005,"message":"Node is behind by 42 slots","data":{"numSlotsBehind":42}})");
     }},
    {"ErrorOfWrongType", CallOutcome::malformed,
     [](const FakeRequest& request) { return error_answer(request, R"("no")"); }},
};

void PrintTo(const Fault& fault, std::ostream* out) {
    *out << fault.name;
}

class UpstreamFault : public testing::TestWithParam<Fault> {};

/// Every method at once, so that modes that end by the deadline cost one deadline each.
TEST_P(UpstreamFault, GivesEveryMethodADocumentedError) {
    const Fault& fault = GetParam();
    FakeRpcServer server{fault.script};
    UpstreamSettings settings = test_settings({server.url()});
    if (fault.outcome == CallOutcome::timed_out) {
        settings.call_timeout = 200ms;
        settings.total_deadline = 400ms;
    }
    RpcHarness harness{std::move(settings)};
    std::vector<std::string> results(all_methods().size(), "not ended");
    for (std::size_t i = 0; i < results.size(); ++i) {
        boost::asio::co_spawn(
            harness.io, [&harness, i] { return all_methods()[i].call(harness.rpc); },
            [&results, i](const std::exception_ptr& error, std::string result) {
                results[i] = error ? "exception" : std::move(result);
            });
    }
    harness.io.run_for(20s);
    for (std::size_t i = 0; i < results.size(); ++i) {
        const std::string& name = all_methods()[i].name;
        if (fault.name == "NullResult" && name == "getTransaction") {  // the cluster does not know it
            EXPECT_EQ(results[i], "ok");
            continue;
        }
        const bool is_refused_send = fault.name == "RpcError" && name == "sendTransaction";
        EXPECT_EQ(results[i], is_refused_send ? "Method not found" : fault.seen) << name;
        const std::string first_try = fmt::format("{} 0 {}", name, to_text(fault.outcome));
        EXPECT_TRUE(std::ranges::count(harness.calls, first_try) > 0) << first_try;
    }
    EXPECT_LT(server.bytes_sent(), 200'000'000U);
}

INSTANTIATE_TEST_SUITE_P(All, UpstreamFault, testing::ValuesIn(faults),
                         [](const auto& parameter) { return std::string{parameter.param.name}; });

TEST(SolanaRpc, TakesARefusedConnectionForUnavailable) {
    RpcHarness harness{test_settings({tests::refusing_url()})};
    for (const Method& method : all_methods()) {
        const auto seen = run(harness.io, [&] { return method.call(harness.rpc); });
        EXPECT_EQ(seen, "Solana RPC unavailable") << method.name;
    }
    EXPECT_EQ(harness.calls.front(), "getTokenAccountsByOwner 0 unreachable");
}

TEST(SolanaRpc, TakesValidAnswersOfEveryMethod) {
    FakeRpcServer server{[](const FakeRequest& request) { return result_answer(request, valid_result(request)); }};
    RpcHarness harness{test_settings({server.url()})};
    for (const Method& method : all_methods()) {
        const auto seen = run(harness.io, [&] { return method.call(harness.rpc); });
        EXPECT_EQ(seen, "ok") << method.name;
    }
    EXPECT_EQ(server.connections(), 1U);
}

TEST(SolanaRpc, TakesCompressedAnswers) {
    FakeRpcServer server{[](const FakeRequest& request) {
        return http_answer(200, "Content-Encoding: gzip\r\n", tests::gzip(valid_body(request)));
    }};
    RpcHarness harness{test_settings({server.url()})};
    for (const Method& method : all_methods()) {
        const auto seen = run(harness.io, [&] { return method.call(harness.rpc); });
        EXPECT_EQ(seen, "ok") << method.name;
    }
}

TEST(SolanaRpc, ReportsASlotThatGoesBackAsItIs) {
    int slot = 100;
    FakeRpcServer server{[&](const FakeRequest& request) {
        return result_answer(request, fmt::format(R"({{"context":{{"slot":{}}},"value":[]}})", slot--));
    }};
    RpcHarness harness{test_settings({server.url()})};
    for (const solana::Slot expected : {100U, 99U}) {
        CollectedAccounts accounts;
        const auto found =
            run(harness.io, [&] { return harness.rpc.get_token_accounts(wallet, token_program, accounts); });
        ASSERT_TRUE(found && *found);
        EXPECT_EQ(**found, expected);
    }
}

}  // namespace
}  // namespace burner::upstreams
