// Errors, retries, expired sessions and the order of events.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/client_fixture.hpp"

namespace burner::test {
namespace {

using namespace burnandclaim;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

const std::string good = answer(200, no_assets);
const std::string quota = answer(429, problem(429, "quota_exceeded", "Monthly quota exceeded"), "Retry-After: 7\r\n");
const std::string expired = answer(401, problem(401, "session_expired", "Session expired"));
const std::string overloaded = answer(503, problem(503, "overloaded", "Overloaded"));
const std::string bad_gateway = answer(502, "<html>");

TEST(Failure, CarriesWhatTheServerSaid) {
    ScriptedClient scripted{{answer(400, problem(400, "invalid_wallet_address", "Invalid wallet address"))}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_wallet_assets("W");
        FAIL();
    } catch (const HttpError& error) {
        EXPECT_STREQ(error.what(), "HTTP 400 from GET /wallet/W/assets: Invalid wallet address");
        EXPECT_EQ(error.status(), 400);
        EXPECT_EQ(error.code(), "invalid_wallet_address");
        EXPECT_EQ(error.message(), "Invalid wallet address");
        EXPECT_EQ(error.request_id(), "req_1");
        EXPECT_EQ(error.body(), problem(400, "invalid_wallet_address", "Invalid wallet address"));
    }
}

TEST(Failure, OfAnUnknownSubmissionIsA404) {
    ScriptedClient scripted{{answer(404, problem(404, "not_found", "Not found"))}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_submission("W", "S");
        FAIL();
    } catch (const HttpError& error) {
        EXPECT_STREQ(error.what(), "HTTP 404 from GET /wallet/W/submissions/S: Not found");
        EXPECT_EQ(error.code(), "not_found");
    }
    EXPECT_EQ(scripted.server.seen().size(), 1U);
}

TEST(Failure, WithoutAJsonBodyHasItsStatusAndRequestId) {
    ScriptedClient scripted{{answer(500, "<html>oops", "x-request-id: req_9\r\n")}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_wallet_assets("W");
        FAIL();
    } catch (const HttpError& error) {
        EXPECT_STREQ(error.what(), "HTTP 500 from GET /wallet/W/assets");
        EXPECT_EQ(error.request_id(), "req_9");
        EXPECT_EQ(error.body(), "<html>oops");
    }
}

TEST(Failure, NeverShowsACredential) {
    ScriptedClient scripted{{answer(401, problem(401, "x", "got " + api_key + " and " + token + "!"))}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_wallet_assets("W");
        FAIL();
    } catch (const HttpError& error) {
        EXPECT_STREQ(error.what(), "HTTP 401 from GET /wallet/W/assets: got [api key] and [session token]!");
    }
}

TEST(Failure, WithoutAnAnswerIsATransportError) {
    std::string dead_url;
    {
        const FakeServer gone{{}};
        dead_url = gone.url();
    }
    ClientOptions options;
    options.api_key = api_key;
    options.base_url = dead_url;
    BurnerClient refused{options};
    EXPECT_THROW(refused.get_wallet_assets("W"), TransportError);

    for (const std::string script : {"", "HTTP/1.1 200 X\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{}",
                                     "no http at all\r\n\r\nConnection: close"}) {
        ScriptedClient scripted{{script}};
        BurnerClient client = scripted.with_key();
        EXPECT_THROW(client.get_wallet_assets("W"), TransportError) << script;
    }
}

TEST(Failure, OfAnAnswerBeyondAllMeasureIsATransportError) {
    ScriptedClient scripted{{answer(200, std::string((std::size_t{64} << 20) + 1, ' '))}};
    BurnerClient client = scripted.with_key();
    EXPECT_THROW(client.get_wallet_assets("W"), TransportError);
}

TEST(Failure, AfterTheTimeoutIsATransportError) {
    ScriptedClient scripted{{"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n"}};
    scripted.options.timeout = milliseconds{50};
    BurnerClient client = scripted.with_key();
    EXPECT_THROW(client.get_wallet_assets("W"), TransportError);
}

TEST(RateLimit, IsWaitedForThreeTimes) {
    ScriptedClient scripted{{limited, limited, limited, good}};
    scripted.with_key().get_wallet_assets("W");
    EXPECT_THAT(scripted.waits, ElementsAre(seconds{7}, seconds{7}, seconds{7}));
}

TEST(RateLimit, IsThrownAfterTheThirdRepetition) {
    ScriptedClient scripted{{limited, limited, limited, limited, good}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_wallet_assets("W");
        FAIL();
    } catch (const RateLimitError& error) {
        EXPECT_EQ(error.status(), 429);
        EXPECT_EQ(error.retry_after(), seconds{7});
    }
    EXPECT_EQ(scripted.server.seen().size(), 4U);
}

TEST(RateLimit, RepeatsAPostWithTheSameBytes) {
    ScriptedClient scripted{{limited, answer(200, R"({"results":[]})")}};
    scripted.with_key().submit_transactions("W", {{{"AQ==", "ticket_1"}}});
    const auto seen = scripted.server.seen();
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].body, seen[1].body);
}

TEST(RateLimit, WithoutRetryAfterBacksOff) {
    const std::string bare = answer(429, problem(429, "rate_limited", "Rate limit exceeded"));
    ScriptedClient scripted{{bare, bare, good}};
    scripted.with_key().get_wallet_assets("W");
    ASSERT_EQ(scripted.waits.size(), 2U);
    EXPECT_THAT(scripted.waits[0].count(), testing::AllOf(testing::Ge(125), testing::Le(250)));
    EXPECT_THAT(scripted.waits[1].count(), testing::AllOf(testing::Ge(250), testing::Le(500)));
}

TEST(RateLimit, IsThrownAtOnceWhenSoAskedOrWhenTheWaitIsAbsurd) {
    const std::string tomorrow =
        answer(429, problem(429, "rate_limited", "Rate limit exceeded"), "Retry-After: 86400\r\n");
    const auto thrown_at_once = [](const std::string& first, const std::function<void(ClientOptions&)>& change) {
        ScriptedClient scripted{{first, good}};
        change(scripted.options);
        BurnerClient client = scripted.with_key();
        EXPECT_THROW(client.get_wallet_assets("W"), RateLimitError);
        EXPECT_TRUE(scripted.waits.empty());
        EXPECT_EQ(scripted.server.seen().size(), 1U);
    };
    thrown_at_once(limited, [](ClientOptions& o) { o.auto_retry_rate_limits = false; });
    thrown_at_once(limited,
                   [](ClientOptions& o) { o.events.on_rate_limit = [](const RateLimitEvent&) { return false; }; });
    thrown_at_once(tomorrow, [](ClientOptions&) {});
}

TEST(Quota, IsThrownAtOnce) {
    ScriptedClient scripted{{quota, good}};
    BurnerClient client = scripted.with_key();
    EXPECT_THROW(client.get_wallet_assets("W"), QuotaExceededError);
    EXPECT_TRUE(scripted.waits.empty());
}

TEST(ServerError, IsRepeatedForAGetWithBackoff) {
    ScriptedClient scripted{{overloaded, bad_gateway, overloaded, good}};
    scripted.with_key().get_wallet_assets("W");
    EXPECT_EQ(scripted.waits.size(), 3U);
    ScriptedClient four{{overloaded, overloaded, overloaded, overloaded, good}};
    BurnerClient client = four.with_key();
    EXPECT_THROW(client.get_wallet_assets("W"), HttpError);
}

TEST(ServerError, AndRateLimitAreRepeatedForASubmission) {
    ScriptedClient scripted{
        {limited, bad_gateway, overloaded,
         answer(200, R"({"signature":"S","status":"expired","slot":null,"includes":[],"netRebate":1})")}};
    EXPECT_EQ(scripted.with_key().get_submission("W", "S").status, submission_status::expired);
    ASSERT_EQ(scripted.waits.size(), 3U);
    EXPECT_EQ(scripted.waits[0], seconds{7});
}

TEST(ServerError, IsNeverRepeatedForAPostOrADelete) {
    for (const std::string& first : {overloaded, bad_gateway}) {
        ScriptedClient scripted{{first, first}};
        BurnerClient client = scripted.with_key();
        EXPECT_THROW(client.submit_transactions("W", {}), HttpError);
        EXPECT_THROW(client.revoke_session("s"), HttpError);
        EXPECT_EQ(scripted.server.seen().size(), 2U);
    }
}

TEST(ServerError, OtherThanOverloadIsFinal) {
    for (const int status : {400, 403, 404, 500, 504}) {
        ScriptedClient scripted{{answer(status, ""), good}};
        BurnerClient client = scripted.with_key();
        EXPECT_THROW(client.get_wallet_assets("W"), HttpError) << status;
        EXPECT_EQ(scripted.server.seen().size(), 1U);
    }
}

TEST(ExpiredSession, IsReplacedOnce) {
    ScriptedClient scripted{{good, expired, good, good}};
    int minted = 0;
    scripted.options.get_session_token = [&] { return "token" + std::to_string(++minted); };
    BurnerClient client{scripted.options};
    for (int call = 0; call < 3; ++call) client.get_wallet_assets("W");
    std::vector<std::string> used;
    for (const auto& request : scripted.server.seen()) used.push_back(request.header("Authorization"));
    EXPECT_THAT(used, ElementsAre("Bearer token1", "Bearer token1", "Bearer token2", "Bearer token2"));
    EXPECT_TRUE(scripted.waits.empty());
}

TEST(ExpiredSession, TwiceInOneCallIsThrownAndTheNextCallAsksAgain) {
    ScriptedClient scripted{{expired, expired, good}};
    int minted = 0;
    scripted.options.get_session_token = [&] { return "token" + std::to_string(++minted); };
    BurnerClient client{scripted.options};
    EXPECT_THROW(client.get_wallet_assets("W"), HttpError);
    EXPECT_EQ(minted, 2);
    client.get_wallet_assets("W");
    EXPECT_EQ(minted, 3);
}

TEST(ExpiredSession, OfAFixedTokenIsThrown) {
    ScriptedClient scripted{{expired, good}};
    scripted.options.session_token = token;
    BurnerClient client{scripted.options};
    EXPECT_THROW(client.get_wallet_assets("W"), HttpError);
    EXPECT_EQ(scripted.server.seen().size(), 1U);
}

TEST(ExpiredSession, OnlyThatAsksForAnotherToken) {
    for (const char* message : {"Invalid session token", "Session revoked", "Wallet mismatch"}) {
        ScriptedClient scripted{{answer(401, problem(401, "x", message)), good}};
        int minted = 0;
        scripted.options.get_session_token = [&] {
            ++minted;
            return token;
        };
        BurnerClient client{scripted.options};
        EXPECT_THROW(client.get_wallet_assets("W"), HttpError);
        EXPECT_EQ(minted, 1);
    }
}

TEST(ExpiredSession, ThrowsWhatTheCallbackThrowsAndRefusesABadToken) {
    ScriptedClient scripted{{}};
    scripted.options.get_session_token = []() -> std::string { throw std::logic_error("no backend"); };
    BurnerClient failing{scripted.options};
    EXPECT_THROW(failing.get_wallet_assets("W"), std::logic_error);
    scripted.options.get_session_token = [] { return std::string{"a\r\nX-Evil: 1"}; };
    BurnerClient bad{scripted.options};
    EXPECT_THROW(bad.get_wallet_assets("W"), std::invalid_argument);
    EXPECT_TRUE(scripted.server.seen().empty());
}

/// Writes every event into one list.
ClientEvents recorder(std::vector<std::string>& log) {
    ClientEvents events;
    events.on_request = [&](const RequestEvent& e) { log.push_back(fmt::format("request {} {}", e.method, e.path)); };
    events.on_response = [&](const ResponseEvent& e) { log.push_back(fmt::format("response {}", e.status)); };
    events.on_retry = [&](const RetryEvent& e) {
        log.push_back(fmt::format("retry {} {} {}", e.attempt, e.reason, e.delay.count()));
    };
    events.on_rate_limit = [&](const RateLimitEvent& e) {
        log.push_back(fmt::format("limit {} {}", e.attempt, e.retry_after.count()));
        return true;
    };
    events.on_error = [&](const FailureEvent& e) {
        log.push_back(fmt::format("error {} {}", e.status.value_or(0), e.error.what()));
    };
    return events;
}

TEST(Events, ComeInTheOrderOfWhatHappens) {
    ScriptedClient scripted{{expired, limited, answer(404, problem(404, "not_found", "Not found"))}};
    std::vector<std::string> log;
    scripted.options.get_session_token = [&] {
        log.emplace_back("token");
        return token;
    };
    scripted.options.events = recorder(log);
    scripted.options.sleep = [&](milliseconds) { log.emplace_back("sleep"); };
    BurnerClient client{scripted.options};
    EXPECT_THROW(client.get_wallet_assets("W"), HttpError);
    EXPECT_THAT(log, ElementsAre("token", "request GET /wallet/W/assets", "response 401", "retry 1 session_expired 0",
                                 "token", "request GET /wallet/W/assets", "response 429", "limit 1 7000",
                                 "retry 1 rate_limited 7000", "sleep", "request GET /wallet/W/assets", "response 404",
                                 "error 404 HTTP 404 from GET /wallet/W/assets: Not found"));
}

TEST(Events, OfACallWithoutAnAnswerHaveNoStatus) {
    ScriptedClient scripted{{""}};
    std::vector<std::string> log;
    scripted.options.events = recorder(log);
    BurnerClient client = scripted.with_key();
    EXPECT_THROW(client.get_wallet_assets("W"), TransportError);
    ASSERT_EQ(log.size(), 2U);
    EXPECT_TRUE(log[1].starts_with("error 0 ")) << log[1];
}

TEST(Events, ThatThrowCostNothing) {
    ScriptedClient scripted{{limited, good}};
    scripted.options.events = {.on_request = [](const RequestEvent&) { throw 1; },
                               .on_response = [](const ResponseEvent&) { throw 1; },
                               .on_retry = [](const RetryEvent&) { throw 1; },
                               .on_error = [](const FailureEvent&) { throw 1; },
                               .on_rate_limit = [](const RateLimitEvent&) -> bool { throw 1; }};
    EXPECT_NO_THROW(scripted.with_key().get_wallet_assets("W"));
}

}  // namespace
}  // namespace burner::test
