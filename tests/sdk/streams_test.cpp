// Streams: what is sent, what frames become, and every way in which one can end.

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
using testing::HasSubstr;

std::string chunk(int index, bool complete, std::string_view items = "") {
    return text_frame(fmt::format(
        R"({{"walletAddress":"W","items":[{}],"chunkIndex":{},"complete":{},"counts":{{"empty_account":{},"token":0,)"
        R"("nft":0,"fungible_asset":0,"zk_compressed_token":0,"cnft":0}}}})",
        items, index, complete, index + 1));
}

std::string item(std::string_view address) {
    return fmt::format(R"({{"type":"empty_account","address":"{}","name":"statusCode","isFrozen":false,)"
                       R"("actions":["close"],"reclaimableLamports":7}})",
                       address);
}

std::string submission(std::string_view signature, std::string_view status, std::string_view more = "") {
    return text_frame(fmt::format(R"({{"signature":"{}","status":"{}","slot":null,"includes":[],"netRebate":5{}}})",
                                  signature, status, more));
}

std::string refusal(int status, std::string_view code, std::string_view message, std::string_view more = "") {
    return text_frame(
        fmt::format(R"({{"error":{{"statusCode":{},"message":"{}","code":"{}"{}}}}})", status, message, code, more));
}

const std::string whole = stream(chunk(0, true));

/// A client with a session, of a scripted server.
struct Streaming : ScriptedClient {
    explicit Streaming(std::vector<std::string> script) : ScriptedClient(std::move(script)) {
        options.session_token = token;
    }
    BurnerClient client() const { return BurnerClient{options}; }
};

/// Counts the items of the chunks; throws what the stream throws.
std::size_t count_items(BurnerClient client, const StreamAssetsOptions& options = {}) {
    std::size_t count = 0;
    for (const WalletAssetsChunk& part : client.stream_wallet_assets(wallet, options)) count += part.items.size();
    return count;
}

template <class Error>
Error failure_of(BurnerClient client, const StreamAssetsOptions& options = {}) {
    try {
        count_items(std::move(client), options);
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("the stream came to its end");
}

TEST(AssetStream, GivesTheChunksInOrder) {
    Streaming scripted{{stream(chunk(0, false, item("A") + "," + item("B")) + chunk(1, true, item("C")))}};
    BurnerClient client = scripted.client();
    std::vector<std::string> seen;
    for (const WalletAssetsChunk& part : client.stream_wallet_assets(wallet, {.chunk_size = 2})) {
        EXPECT_EQ(part.wallet_address, "W");
        EXPECT_EQ(part.counts.empty_account, part.chunk_index + 1);
        EXPECT_EQ(part.complete, part.chunk_index == 1);
        for (const WalletItem& found : part.items) seen.push_back(found.address);
    }
    EXPECT_THAT(seen, ElementsAre("A", "B", "C"));
    const auto requests = scripted.server.seen();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].line(), "GET /api/v1/burner/wallet/" + wallet + "/assets/stream?chunkSize=2 HTTP/1.1");
    EXPECT_EQ(requests[0].header("Authorization"), "Bearer " + token);
    EXPECT_EQ(requests[0].header("Sec-WebSocket-Protocol"), "");
}

TEST(AssetStream, TellsTheSumsInItsLastChunk) {
    std::string text = chunk(0, true).substr(4);
    text.pop_back();
    text += R"(,"asOfSlot":9,"reclaimableLamports":7,"warnings":[{"code":"c","source":"das","message":"m"}]})";
    Streaming scripted{{stream(chunk(0, false) + text_frame(text))}};
    BurnerClient client = scripted.client();
    auto chunks = client.stream_wallet_assets(wallet);
    EXPECT_FALSE(chunks.next()->as_of_slot);
    const auto last = chunks.next();
    ASSERT_TRUE(last && last->warnings);
    EXPECT_EQ(last->as_of_slot, 9U);
    EXPECT_EQ(last->reclaimable_lamports, 7U);
    EXPECT_EQ(last->warnings->at(0).source, "das");
}

TEST(AssetStream, SendsNothingBeforeTheFirstValueIsAskedFor) {
    Streaming scripted{{}};
    BurnerClient client = scripted.client();
    static_cast<void>(client.stream_wallet_assets(wallet));
    EXPECT_TRUE(scripted.server.seen().empty());
}

TEST(AssetStream, IsOverAfterItsLastChunkAndAfterAFailure) {
    Streaming scripted{{whole, stream(close_frame(1011))}};
    BurnerClient client = scripted.client();
    auto good = client.stream_wallet_assets(wallet);
    EXPECT_TRUE(good.next());
    EXPECT_FALSE(good.next());
    auto bad = client.stream_wallet_assets(wallet);
    EXPECT_THROW(bad.next(), StreamClosedError);
    EXPECT_FALSE(bad.next());
    EXPECT_EQ(scripted.server.seen().size(), 2U);
}

TEST(AssetStream, TakesFragmentsAndAnswersPings) {
    const std::string text = chunk(0, true, item("A")).substr(4);
    Streaming scripted{{stream(frame(Opcode::text, text.substr(0, 50), false) + frame(Opcode::ping, "x") +
                               frame(Opcode::continuation, text.substr(50)))}};
    EXPECT_EQ(count_items(scripted.client()), 1U);
}

TEST(AssetStream, CanBeLeft) {
    Streaming scripted{{stream(chunk(0, false)), answer(200, no_assets)}};
    BurnerClient client = scripted.client();
    for (const WalletAssetsChunk& part : client.stream_wallet_assets(wallet)) {
        EXPECT_FALSE(part.complete);
        break;
    }
    EXPECT_TRUE(client.get_wallet_assets(wallet).items.empty());
}

TEST(AssetStream, TellsItsEvents) {
    Streaming scripted{{stream(chunk(0, false) + refusal(401, "session_revoked", "Session revoked"))}};
    std::vector<std::string> log;
    scripted.options.events.on_request = [&](const RequestEvent& event) { log.emplace_back(event.method); };
    scripted.options.events.on_response = [&](const ResponseEvent& event) {
        log.push_back(std::to_string(event.status));
    };
    scripted.options.events.on_error = [&](const FailureEvent& event) {
        log.push_back(fmt::format("error {}", event.status.value_or(0)));
    };
    EXPECT_EQ(failure_of<HttpError>(scripted.client()).message(), "Session revoked");
    EXPECT_THAT(log, ElementsAre("GET", "101", "error 401"));
}

TEST(AssetStream, NeedsASession) {
    ScriptedClient scripted{{}};
    EXPECT_THROW(count_items(scripted.with_key()), std::invalid_argument);
    EXPECT_TRUE(scripted.server.seen().empty());
}

TEST(AssetStream, ThrowsWhatARequestRefusedInTheSameWayWouldThrow) {
    const std::string plain = answer(403, problem(403, "missing_scope", "Missing scope: wallet:stream"));
    for (const std::string& script :
         {stream(refusal(403, "missing_scope", "Missing scope: wallet:stream", R"(,"requestId":"req_1")") +
                 close_frame(4403)),
          plain}) {
        const auto error = failure_of<HttpError>(Streaming{{script}}.client());
        EXPECT_EQ(error.status(), 403);
        EXPECT_EQ(error.code(), "missing_scope");
        EXPECT_EQ(error.request_id(), "req_1");
        EXPECT_EQ(error.message(), "Missing scope: wallet:stream");
        EXPECT_EQ(std::string{error.what()},
                  "HTTP 403 from GET /wallet/" + wallet + "/assets/stream: Missing scope: wallet:stream");
    }
    const auto closed = failure_of<HttpError>(Streaming{{stream(close_frame(4401, "Session revoked"))}}.client());
    EXPECT_EQ(closed.status(), 401);
    EXPECT_EQ(closed.message(), "Session revoked");
    EXPECT_THROW(count_items(Streaming{{stream(refusal(429, "quota_exceeded", "Monthly quota exceeded"))}}.client()),
                 QuotaExceededError);
}

TEST(AssetStream, WaitsAndConnectsAgainAfterARefusal) {
    Streaming scripted{{limited, stream(refusal(429, "rate_limited", "Rate limit exceeded", R"(,"retryAfter":3)")),
                        stream(refusal(503, "overloaded", "Overloaded")), whole}};
    EXPECT_EQ(count_items(scripted.client()), 0U);
    ASSERT_EQ(scripted.waits.size(), 3U);
    EXPECT_EQ(scripted.waits[0], seconds{7});
    EXPECT_EQ(scripted.waits[1], seconds{3});
}

TEST(AssetStream, IsNotBegunAnewOnceItHasBegun) {
    Streaming scripted{{stream(chunk(0, false) + refusal(503, "overloaded", "Overloaded")), whole}};
    EXPECT_EQ(failure_of<HttpError>(scripted.client()).status(), 503);
    EXPECT_EQ(scripted.server.seen().size(), 1U);
}

TEST(AssetStream, RenewsAnExpiredSessionOnce) {
    const std::string expired = stream(refusal(401, "session_expired", "Session expired") + close_frame(4401));
    for (const bool is_mended : {true, false}) {
        Streaming scripted{{expired, is_mended ? whole : expired}};
        scripted.options.session_token.clear();
        int given = 0;
        scripted.options.get_session_token = [&] { return fmt::format("a.b.{}", ++given); };
        if (is_mended) {
            EXPECT_EQ(count_items(scripted.client()), 0U);
        } else {
            EXPECT_EQ(failure_of<HttpError>(scripted.client()).status(), 401);
        }
        EXPECT_EQ(scripted.server.seen().at(1).header("Authorization"), "Bearer a.b.2");
    }
}

TEST(AssetStream, ThatEndsEarlySaysHow) {
    const std::string oversize = std::string{"\x81\x7f\x00\x00\x01\x00\x00\x00\x00\x00", 10};
    const std::string masked_by_server = "\x81\x81zzzzz";
    const std::vector<std::pair<std::string, int>> ends = {
        {stream("", AfterFrames::drop), 1006},
        {stream(chunk(0, false), AfterFrames::drop), 1006},
        {stream(chunk(0, true).substr(0, 20), AfterFrames::drop), 1006},
        {stream(chunk(0, false) + close_frame(1000)), 1000},
        {stream(close_frame(1011, "a bug")), 1011},
        {stream(close_frame(1001)), 1001},
        {stream(oversize), 1009},
        {stream(masked_by_server), 1002},
        {stream(frame(Opcode::text, "\xff\xfe")), 1007},
    };
    for (const auto& [script, code] : ends) {
        const auto error = failure_of<StreamClosedError>(Streaming{{script}}.client());
        EXPECT_EQ(error.code(), code) << error.what();
        EXPECT_THAT(error.what(), HasSubstr("was closed before its end"));
    }
}

TEST(AssetStream, RefusesGarbageWithoutQuotingIt) {
    for (const std::string& garbage :
         {text_frame(""), text_frame("secret"), text_frame("{}"), text_frame("[]"), text_frame("null"),
          frame(Opcode::binary, chunk(0, true).substr(4)), text_frame(R"({"error":{"statusCode":"secret"}})"),
          text_frame(R"({"error":{"statusCode":99,"message":"secret"}})"), chunk(0, true, "secret"), chunk(-1, true)}) {
        const auto error = failure_of<AnswerError>(Streaming{{stream(garbage)}}.client());
        EXPECT_THAT(error.what(), testing::Not(HasSubstr("secret")));
        EXPECT_THAT(error.what(), HasSubstr("/assets/stream"));
    }
}

TEST(AssetStream, GivesUpOnAServerThatFallsSilent) {
    for (const std::string& script : {silence, stream(""), stream(chunk(0, false))}) {
        Streaming scripted{{script}};
        scripted.options.timeout = milliseconds{100};
        EXPECT_THAT(failure_of<TransportError>(scripted.client()).what(), HasSubstr("within 100 ms"));
    }
}

TEST(AssetStream, SaysThatTheServerIsNotThere) {
    ClientOptions options;
    options.session_token = token;
    options.base_url = FakeServer{{}}.url();
    EXPECT_THROW(count_items(BurnerClient{options}), TransportError);
    EXPECT_THROW(count_items(Streaming{{""}}.client()), TransportError);
    EXPECT_THROW(count_items(Streaming{{"nonsense\r\n\r\n"}}.client()), TransportError);
}

/// Asks to stop as soon as the server has seen a request.
std::jthread stop_when_seen(const FakeServer& server, std::stop_source source) {
    return std::jthread{[&server, source = std::move(source)]() mutable {
        while (server.seen().empty()) std::this_thread::sleep_for(milliseconds{1});
        source.request_stop();
    }};
}

TEST(AssetStream, IsStoppedWhereverItWaits) {
    for (const std::string& script : {silence, stream(""), stream(chunk(0, false))}) {
        Streaming scripted{{script}};
        std::stop_source source;
        const auto stopper = stop_when_seen(scripted.server, source);
        EXPECT_THROW(count_items(scripted.client(), {.stop_token = source.get_token()}), CancelledError);
    }
}

TEST(AssetStream, IsStoppedBeforeItBegins) {
    Streaming scripted{{whole}};
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW(count_items(scripted.client(), {.stop_token = source.get_token()}), CancelledError);
    EXPECT_TRUE(scripted.server.seen().empty());
}

TEST(AssetStream, IsStoppedBetweenAttempts) {
    Streaming scripted{{limited, whole}};
    std::stop_source source;
    scripted.options.sleep = [&](milliseconds) { source.request_stop(); };
    EXPECT_THROW(count_items(scripted.client(), {.stop_token = source.get_token()}), CancelledError);
    EXPECT_EQ(scripted.server.seen().size(), 1U);
}

TEST(AssetStream, IsStoppedBetweenValues) {
    Streaming scripted{{stream(chunk(0, false) + chunk(1, true))}};
    BurnerClient client = scripted.client();
    std::stop_source source;
    auto chunks = client.stream_wallet_assets(wallet, {.stop_token = source.get_token()});
    EXPECT_TRUE(chunks.next());
    source.request_stop();
    EXPECT_THROW(chunks.next(), CancelledError);
}

TEST(Request, IsStoppedWhereverItWaits) {
    ScriptedClient scripted{{silence}};
    std::stop_source source;
    const auto stopper = stop_when_seen(scripted.server, source);
    EXPECT_THROW(scripted.with_key().get_stats({source.get_token()}), CancelledError);
    ScriptedClient patient{{limited}};
    patient.options.sleep = {};
    std::stop_source other;
    patient.options.events.on_retry = [&](const RetryEvent&) { other.request_stop(); };
    EXPECT_THROW(patient.with_key().get_stats({other.get_token()}), CancelledError);
}

TEST(SubmissionStream, GivesEveryStateUntilTheServerCloses) {
    Streaming scripted{
        {stream(submission("S1", "submitted") + submission("S1", "confirmed") +
                submission("S2", "failed", R"(,"error":{"code":"c","message":"statusCode"})") + close_frame(1000))}};
    BurnerClient client = scripted.client();
    std::vector<std::string> seen;
    for (const Submission& state : client.stream_submissions(wallet, {.signatures = {"S1", "S2"}}))
        seen.push_back(state.signature + ' ' + state.status);
    EXPECT_THAT(seen, ElementsAre("S1 submitted", "S1 confirmed", "S2 failed"));
    EXPECT_EQ(scripted.server.seen().at(0).line(),
              "GET /api/v1/burner/wallet/" + wallet + "/submissions/stream?signatures=S1,S2 HTTP/1.1");
}

TEST(SubmissionStream, OfAWalletHasNoQuery) {
    Streaming scripted{{stream(close_frame(1000))}};
    BurnerClient client = scripted.client();
    EXPECT_FALSE(client.stream_submissions(wallet).next());
    EXPECT_THAT(scripted.server.seen().at(0).line(), HasSubstr("/submissions/stream HTTP"));
}

TEST(SubmissionStream, IsAsPatientAsItsReader) {
    Streaming scripted{{stream(submission("S", "submitted"))}};
    scripted.options.timeout = milliseconds{1'000};
    BurnerClient client = scripted.client();
    auto states = client.stream_submissions(wallet, {.patience = milliseconds{100}});
    EXPECT_TRUE(states.next());
    EXPECT_THROW(states.next(), TransportError);
}

TEST(SubmissionStream, EndsWithTheSession) {
    Streaming scripted{{stream(submission("S", "submitted") + close_frame(4401, "Session expired"))}};
    BurnerClient client = scripted.client();
    auto states = client.stream_submissions(wallet);
    EXPECT_TRUE(states.next());
    EXPECT_THROW(states.next(), HttpError);
}

}  // namespace
}  // namespace burner::test
