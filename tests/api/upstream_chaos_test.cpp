#include <algorithm>
#include <set>

#include "api/api_test.hpp"
#include "api/routes.hpp"
#include "fakes/fake_rpc_server.hpp"
#include "upstreams/rpc_harness.hpp"

namespace burner::api {
namespace {

using tests::error_answer;
using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;
using tests::json_answer;
using tests::result_answer;
using namespace std::chrono_literals;

const std::string& valid_result(const FakeRequest& request) {
    const auto& methods = upstreams::all_methods();
    return std::ranges::find(methods, request.method(), &upstreams::Method::name)->result;
}

std::string valid_body(const FakeRequest& request) {
    return fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":{}}})", request.id(), valid_result(request));
}

FakeAnswer flood(std::string_view head) {
    return {.bytes = fmt::format("HTTP/1.1 200 OK\r\n{}\r\n\r\n[", head),
            .repeated = std::string(1 << 16, ' '),
            .repeated_bytes = 500'000'000};
}

FakeAnswer ended(std::string bytes, FakeAnswer::End end) {
    return {.bytes = std::move(bytes), .end = end};
}

struct Mode {
    std::string_view name;
    FakeAnswer (*script)(const FakeRequest&);  ///< none: nothing listens
};

constexpr auto head_only = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{";

const Mode modes[] = {
    {"Refused", nullptr},
    {"Reset", [](const FakeRequest&) { return ended("", FakeAnswer::End::reset); }},
    {"ResetAfterHead", [](const FakeRequest&) { return ended(head_only, FakeAnswer::End::reset); }},
    {"Closed", [](const FakeRequest&) { return ended("", FakeAnswer::End::close); }},
    {"ClosedMidBody", [](const FakeRequest&) { return ended(head_only, FakeAnswer::End::close); }},
    {"Hang", [](const FakeRequest&) { return ended("", FakeAnswer::End::hang); }},
    {"HangMidBody", [](const FakeRequest&) { return ended(head_only, FakeAnswer::End::hang); }},
    {"Drip",
     [](const FakeRequest& request) {
         FakeAnswer answer = result_answer(request, valid_result(request));
         answer.drip = 20ms;
         return answer;
     }},
    {"RateLimited", [](const FakeRequest&) { return http_answer(429, "", "{}"); }},
    {"RateLimitedForAnHour", [](const FakeRequest&) { return http_answer(429, "Retry-After: 3600\r\n", "{}"); }},
    {"InternalError", [](const FakeRequest&) { return http_answer(500, "", "oops"); }},
    {"BadGateway", [](const FakeRequest&) { return http_answer(502, "", "<html>502</html>"); }},
    {"Redirect", [](const FakeRequest& request) { return http_answer(307, "Location: /x\r\n", valid_body(request)); }},
    {"Html",
     [](const FakeRequest&) { return http_answer(200, "Content-Type: text/html\r\n", "<html>Sign in</html>"); }},
    {"EmptyBody", [](const FakeRequest&) { return json_answer(""); }},
    {"TruncatedJson",
     [](const FakeRequest& request) {
         const std::string body = valid_body(request);
         return json_answer(body.substr(0, body.size() - 2));
     }},
    {"WrongId",
     [](const FakeRequest& request) {
         return json_answer(fmt::format(R"({{"jsonrpc":"2.0","id":4711,"result":{}}})", valid_result(request)));
     }},
    {"WrongType", [](const FakeRequest& request) { return result_answer(request, R"({"value":true,"context":[]})"); }},
    {"NullResult", [](const FakeRequest& request) { return result_answer(request, "null"); }},
    {"HugeInteger", [](const FakeRequest& request) { return result_answer(request, "18446744073709551616"); }},
    {"DeepNesting",
     [](const FakeRequest& request) {
         return result_answer(request, std::string(100'000, '[') + std::string(100'000, ']'));
     }},
    {"Flood", [](const FakeRequest&) { return flood("Connection: close"); }},
    {"AnnouncedFlood", [](const FakeRequest&) { return flood("Content-Length: 500000000"); }},
    {"GzipBomb",
     [](const FakeRequest&) {
         static const std::string bomb = tests::gzip_bomb(100'000'000);
         return http_answer(200, "Content-Encoding: gzip\r\n", bomb);
     }},
    {"Behind",
     [](const FakeRequest& request) { return error_answer(request, R"({"code":-32005,"message":"Node is behind"})"); }},
};

void PrintTo(const Mode& mode, std::ostream* out) {
    *out << mode.name;
}

/// The server's own upstream client against an upstream that misbehaves.
class Chaos : public ApiTest {
  protected:
    /// A short deadline only for what never ends by itself: a loaded machine must not make its own timeouts.
    static upstreams::UpstreamSettings settings(std::string url,
                                                std::optional<std::chrono::milliseconds> deadline = {}) {
        auto settings = upstreams::test_settings({std::move(url)});
        if (!deadline) return settings;
        settings.call_timeout = *deadline / 2;
        settings.total_deadline = *deadline;
        return settings;
    }
    static bool is_endless(const Mode& mode) { return mode.name.starts_with("Hang") || mode.name == "Drip"; }
    /// The six routes that need the upstream come first.
    std::vector<Ask> every_route() {
        std::vector<Ask> asks{
            get(wallet_path("assets")),
            post(wallet_path("transactions"), close_body()),
            post(wallet_path("transactions/submit"), submit_body_),
            post(wallet_path("transactions/refresh"), refresh_body_),
            post(wallet_path("transactions/report"),
                 fmt::format(R"({{"sent":[{{"signature":"{}","submissionTicket":"t"}}]}})",
                             to_base58(solana::Signature{}))),
            {.target = "/ready"},
            post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())),
            delete_of("/sessions/x"),
            post("/sessions/revoke", fmt::format(R"({{"walletAddress":"{}"}})", to_base58(key(98)))),
            post("/sessions/introspect", R"({"token":"x"})"),
            post("/sessions/challenge",
                 fmt::format(R"({{"walletAddress":"{}","domain":"app.example","method":"siws"}})", wallet_text())),
            post("/sessions/prove", fmt::format(R"({{"challengeId":"x","signature":"{}","signedMessage":"AA=="}})",
                                                to_base58(solana::Signature{}))),
            get(wallet_path("submissions/" + to_base58(solana::Signature{}))),
            get("/stats"),
            get("/leaderboard"),
            stream_of(wallet_path("assets/stream"), ""),
            stream_of(wallet_path("submissions/stream"), ""),
            {.target = "/health"},
            {.target = "/metrics"},
            {.target = "/openapi.json"},
            {.target = "/.well-known/jwks.json"},
            {.target = "/api/page"},
            {.method = "POST", .target = "/api/burn-session", .body = "{}"},
            {.method = "POST", .target = "/api/burn-session/challenge", .body = "{}"},
        };
        std::set<const Route*> asked;
        for (auto& wanted : asks) {
            const auto method = wanted.method == "GET"    ? http::Method::get
                                : wanted.method == "POST" ? http::Method::post
                                                          : http::Method::delete_;
            asked.insert(match_route(method, wanted.target).route);
            wanted = std::move(wanted).as(state_.shop);
        }
        EXPECT_EQ(asked.size(), routes().size()) << "a route is not asked here";
        return asks;
    }

    /// Makes the same submission with a ticket of the cluster that the scripted server is.
    std::string of_the_fake_cluster(std::string body) const {
        const auto start = body.find("ticket_");
        const auto size = body.find('"', start) - start;
        auto ticket = state_.ticket_keys.open(body.substr(start, size)).value();
        ticket.cluster = upstreams::genesis;
        return body.replace(start, size, state_.ticket_keys.issue(ticket));
    }

    Answer built_ = ask_as_shop(post(wallet_path("transactions"), close_body()));
    std::string submit_body_ = signed_body(built_);
    std::string refresh_body_ = refresh_body(built_);
};

class UpstreamChaos : public Chaos, public testing::WithParamInterface<Mode> {};

TEST_P(UpstreamChaos, LeavesEveryRouteWithADocumentedAnswer) {
    const auto script = GetParam().script;
    std::optional<FakeRpcServer> server;
    if (script != nullptr) server.emplace(script);
    const auto deadline = is_endless(GetParam()) ? std::optional{400ms} : std::nullopt;
    upstreams::RpcHarness harness{settings(server ? server->url() : tests::refusing_url(), deadline)};
    ApiWorker worker{state_, harness.io, harness.rpc};
    const auto answers = worker.ask_all(every_route());
    expect_error(answers[0], 502, "upstream_unavailable", "No upstream could be read");
    EXPECT_EQ(answers[1].status, 502) << answers[1].body;
    EXPECT_EQ(answers[1].at("/code"), "upstream_unavailable");
    // A worker that has never learned its cluster sends nothing.
    for (std::size_t i = 2; i < 5; ++i) {
        expect_error(answers[i], 502, "upstream_unavailable", "Solana RPC unavailable");
    }
    EXPECT_TRUE(state_.open_submissions().empty());
    EXPECT_EQ(answers[5].status, 503);
    EXPECT_EQ(answers[5].body,
              R"({"status":"not_ready","checks":{"store":"ok","rpc":"failed"},"paused":[],"reasons":[]})");
    for (std::size_t i = 6; i < answers.size(); ++i) EXPECT_LT(answers[i].status, 500) << i;
    if (server) EXPECT_LT(server->bytes_sent(), 200'000'000U);
}

/// The cluster is known, then the upstream fails: what the wallet signed is on record, and the tracker goes on.
TEST_P(UpstreamChaos, LosesNoSubmission) {
    const auto script = GetParam().script;
    FakeRpcServer server{[script](const FakeRequest& request) {
        if (request.method() == "getGenesisHash") return result_answer(request, valid_result(request));
        return script == nullptr ? ended("", FakeAnswer::End::reset) : script(request);
    }};
    const auto deadline = is_endless(GetParam()) ? std::optional{2'000ms} : std::nullopt;
    upstreams::RpcHarness harness{settings(server.url(), deadline)};
    ApiWorker worker{state_, harness.io, harness.rpc};
    const auto submit = post(wallet_path("transactions/submit"), of_the_fake_cluster(submit_body_)).as(state_.shop);
    const auto answer = worker.ask(submit);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.at("/results/0/status"), "submitted");
    EXPECT_EQ(state_.open_submissions().size(), 1U);
    EXPECT_EQ(worker.ask(submit).at("/results/0/status"), "duplicate");
}

INSTANTIATE_TEST_SUITE_P(All, UpstreamChaos, testing::ValuesIn(modes),
                         [](const auto& parameter) { return std::string{parameter.param.name}; });

TEST_F(Chaos, ListsWhatTheOtherHalfOfTheUpstreamKnows) {
    const std::string token_2022 = to_base58(solana::ids::token_2022);
    FakeRpcServer server{[&](const FakeRequest& request) {
        if (request.body.find(token_2022) != std::string::npos) return http_answer(500, "", "oops");
        return result_answer(request, R"({"context":{"slot":77},"value":[]})");
    }};
    upstreams::RpcHarness harness{settings(server.url())};
    ApiWorker worker{state_, harness.io, harness.rpc};
    const auto answer = worker.ask(get(wallet_path("assets")).as(state_.shop));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.at("/asOfSlot"), "77");
    EXPECT_EQ(answer.at("/warnings/0/code"), "source_unavailable");
    EXPECT_EQ(answer.at("/warnings/1/code"), "<none>");
}

TEST_F(Chaos, TakesASlotThatGoesBackForWhatItIs) {
    std::uint64_t slot = 1'000;
    FakeRpcServer server{[&](const FakeRequest& request) {
        return result_answer(request, fmt::format(R"({{"context":{{"slot":{}}},"value":[]}})", slot--));
    }};
    upstreams::RpcHarness harness{settings(server.url())};
    ApiWorker worker{state_, harness.io, harness.rpc};
    const auto answer = worker.ask(get(wallet_path("assets")).as(state_.shop));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.at("/asOfSlot"), "999");
}

TEST_F(Chaos, LeavesNoAnswerBehindInMemory) {
    upstreams::RpcHarness harness{settings(tests::refusing_url())};
    ApiWorker worker{state_, harness.io, harness.rpc};
    EXPECT_EQ(worker.ask(get(wallet_path("assets")).as(state_.shop)).status, 502);
    EXPECT_EQ(ask_as_shop(get(wallet_path("assets"))).status, 200);
}

}  // namespace
}  // namespace burner::api
