#include "api/api_test.hpp"

namespace burner::api {
namespace {

using testing::ElementsAre;

class StreamAssets : public ApiTest {
  protected:
    StreamAssets() {
        rpc_.accounts.erase(key(10));
        rpc_.accounts.erase(key(11));
    }
    void accounts(std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) account(1'000 + i, 0);
    }
    void account_2022(std::uint32_t number) {
        const fakes::TokenBytes bytes{.mint = key(601), .owner = state_.wallet, .extensions = {}};
        rpc_.put(key(number), solana::ids::token_2022, 2'039'280, bytes.bytes());
    }
    access::MintedSession session() { return state_.session(state_.shop, state_.wallet); }
    std::unique_ptr<StreamAnswer> open(std::string_view query = "") {
        return worker_.open(stream_of(wallet_path(std::string{"assets/stream"}.append(query))).as(session()));
    }
    std::unique_ptr<StreamAnswer> whole(std::string_view query = "") {
        auto stream = open(query);
        EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
        return stream;
    }
    static std::size_t items_of(const Answer& frame) {
        std::size_t count = 0;
        while (frame.at(fmt::format("/items/{}/address", count)) != "<none>") ++count;
        return count;
    }
    /// Counts the items of each frame.
    static std::vector<std::size_t> sizes(const StreamAnswer& stream) {
        std::vector<std::size_t> counts;
        for (const auto& frame : stream.socket.frames) counts.push_back(items_of(frame));
        return counts;
    }
};

TEST_F(StreamAssets, CutsTheListIntoChunks) {
    const std::vector<std::pair<std::uint32_t, std::vector<std::size_t>>> rows{
        {0, {0}}, {1, {1, 0}}, {49, {49, 0}}, {50, {50, 0}}, {51, {50, 1, 0}}, {120, {50, 50, 20, 0}}};
    for (const auto& [count, expected] : rows) {
        accounts(count);
        const auto stream = whole();
        EXPECT_EQ(stream->handshake.status, 101);
        EXPECT_EQ(stream->handshake.header("Sec-WebSocket-Protocol"), "burner.v1");
        EXPECT_EQ(sizes(*stream), expected) << count;
        EXPECT_EQ(stream->socket.code, http::close_code::normal);
        for (std::size_t i = 0; i < stream->socket.frames.size(); ++i) {
            const auto& frame = stream->socket.frames[i];
            const bool is_last = i + 1 == stream->socket.frames.size();
            EXPECT_EQ(frame.at("/walletAddress"), wallet_text());
            EXPECT_EQ(frame.at("/chunkIndex"), fmt::to_string(i));
            EXPECT_EQ(frame.at("/complete"), is_last ? "true" : "false");
            EXPECT_EQ(frame.at("/asOfSlot"), is_last ? "1000" : "<none>");
        }
    }
}

TEST_F(StreamAssets, HoldsWhatTheListHolds) {
    accounts(7);
    account(20, 5);
    account_2022(21);
    const auto listed = ask_as_shop(get(wallet_path("assets")));
    const auto stream = whole("?chunkSize=2");
    std::vector<std::string> one, other;
    for (int i = 0; listed.at(fmt::format("/items/{}", i)) != "<none>"; ++i)
        one.push_back(listed.at(fmt::format("/items/{}", i)));
    for (const auto& frame : stream->socket.frames) {
        for (int i = 0; frame.at(fmt::format("/items/{}", i)) != "<none>"; ++i)
            other.push_back(frame.at(fmt::format("/items/{}", i)));
    }
    EXPECT_EQ(one.size(), 9U);
    EXPECT_THAT(other, testing::UnorderedElementsAreArray(one));
    for (const auto* member : {"/counts", "/asOfSlot", "/reclaimableLamports", "/warnings"})
        EXPECT_EQ(stream->socket.frames.back().at(member), listed.at(member)) << member;
}

TEST_F(StreamAssets, CountsWhatWasSentSoFar) {
    accounts(3);
    const auto stream = whole("?chunkSize=1");
    std::vector<std::string> counts;
    for (const auto& frame : stream->socket.frames) counts.push_back(frame.at("/counts/empty_account"));
    EXPECT_THAT(counts, ElementsAre("1", "2", "3", "3"));
    EXPECT_EQ(stream->socket.frames.front().at("/counts/cnft"), "0");
}

TEST_F(StreamAssets, SendsWhatOneProgramKnowsBeforeTheOtherHasAnswered) {
    accounts(3);
    account_2022(21);
    rpc_.held_programs = {solana::ids::token_2022};
    const auto stream = open();
    ASSERT_TRUE(worker_.run_until([&] { return !stream->socket.frames.empty(); }));
    EXPECT_EQ(items_of(stream->socket.frames.front()), 3U);
    EXPECT_FALSE(stream->is_over);
    rpc_.held_programs.clear();
    ASSERT_TRUE(worker_.run_until([&] { return stream->is_over; }));
    EXPECT_THAT(sizes(*stream), ElementsAre(3, 1, 0));
}

TEST_F(StreamAssets, TakesChunkSizesWithinBoundsOnly) {
    accounts(3);
    for (const auto* query : {"", "?", "?chunkSize=1", "?chunkSize=500"})
        EXPECT_EQ(whole(query)->socket.code, http::close_code::normal) << query;
    const std::vector<std::pair<std::string, std::string>> rows{
        {"?chunkSize=0", "chunkSize must not be less than 1"},
        {"?chunkSize=501", "chunkSize must not be greater than 500"},
        {"?chunkSize=99999999999999999999999", "chunkSize must not be greater than 500"},
        {"?chunkSize=-1", "chunkSize must not be less than 1"},
        {"?chunkSize=1.5", "chunkSize must be an integer"},
        {"?chunkSize=", "chunkSize must be an integer"},
        {"?chunkSize=+5", "chunkSize must be an integer"},
        {"?chunkSize=5&chunkSize=5", "chunkSize must not be given twice"},
        {"?chunksize=5", "chunksize is not a known parameter"},
        {"?x", "x is not a known parameter"}};
    for (const auto& [query, message] : rows) {
        const auto stream = whole(query);
        ASSERT_EQ(stream->socket.frames.size(), 1U) << query;
        EXPECT_EQ(stream->socket.frames[0].at("/error/message"), message) << query;
        EXPECT_EQ(stream->socket.frames[0].at("/error/statusCode"), "400");
        EXPECT_EQ(stream->socket.code, 4400) << query;
    }
}

TEST_F(StreamAssets, SaysWhatCouldNotBeRead) {
    accounts(1);
    rpc_.failing_programs = {solana::ids::token_2022};
    const auto partial = whole();
    EXPECT_EQ(partial->socket.frames.back().at("/warnings/0/source"), "token-2022");
    EXPECT_EQ(partial->socket.code, http::close_code::normal);
    rpc_.failing = {fakes::FakeRpc::Method::token_accounts};
    const auto failed = whole();
    ASSERT_EQ(failed->socket.frames.size(), 1U);
    EXPECT_EQ(failed->socket.frames[0].at("/error/code"), "upstream_unavailable");
    EXPECT_EQ(failed->socket.frames[0].at("/error/statusCode"), "502");
    EXPECT_EQ(failed->socket.code, http::close_code::internal_error);
}

TEST_F(StreamAssets, GoesNoFurtherThanItsClient) {
    accounts(500);
    const auto stream = open("?chunkSize=10");
    stream->socket.room_for = 1;
    rpc_.held_programs = {solana::ids::token_2022};
    ASSERT_TRUE(worker_.run_until([&] { return stream->socket.frames.size() == 1; }));
    io_.restart();
    io_.run_for(std::chrono::milliseconds{20});
    EXPECT_EQ(stream->socket.frames.size(), 1U);
    rpc_.held_programs.clear();
    stream->socket.end({}, 1005, {});  // the client leaves
    ASSERT_TRUE(worker_.run_until([&] { return stream->is_over; }));
    io_.restart();
    io_.run_for(std::chrono::seconds{20});
    EXPECT_TRUE(io_.stopped());  // nothing waits any more: the source has ended by itself
}

class EndedStream : public StreamAssets {
  protected:
    /// A stream whose second source never answers.
    void open_with(const access::MintedSession& minted) {
        accounts(1);
        rpc_.held_programs = {solana::ids::token_2022};
        stream_ = worker_.open(stream_of(wallet_path("assets/stream")).as(minted));
        ASSERT_TRUE(worker_.run_until([&] { return stream_->socket.frames.size() == 1; }));
    }
    void expect_end(std::string_view code, std::string_view message) {
        ASSERT_TRUE(worker_.run_until([&] { return stream_->socket.code.has_value(); }));
        EXPECT_EQ(stream_->socket.code, 4401);
        EXPECT_EQ(stream_->socket.frames.back().at("/error/code"), code);
        EXPECT_EQ(stream_->socket.frames.back().at("/error/message"), message);
        EXPECT_EQ(stream_->socket.frames.back().at("/error/statusCode"), "401");
        rpc_.held_programs.clear();
        EXPECT_TRUE(worker_.run_until([&] { return stream_->is_over; }));
    }
    std::unique_ptr<StreamAnswer> stream_;
};

TEST_F(EndedStream, WhenItsTokenExpires) {
    open_with(session());
    state_.clock.advance(access::default_session_ttl);
    expect_end("session_expired", "Session expired");
}

TEST_F(EndedStream, WhenItsSessionIsRevoked) {
    const auto minted = session();
    open_with(minted);
    ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, minted.id));
    expect_end("session_revoked", "Session revoked");
}

TEST_F(EndedStream, WhenItsWalletIsRevoked) {
    open_with(session());
    ASSERT_TRUE(state_.sessions.revoke_all(state_.shop.project.id, state_.wallet, {}));
    expect_end("session_revoked", "Session revoked");
}

TEST_F(EndedStream, WhenItsKeyIsRevoked) {
    open_with(session());
    ASSERT_TRUE(state_.keys.revoke(state_.shop.project.id, state_.shop.key.record.id));
    expect_end("session_revoked", "Session revoked");
}

TEST_F(EndedStream, AlsoWhileItsClientTakesNothing) {
    accounts(1);
    stream_ = worker_.open(stream_of(wallet_path("assets/stream")).as(session()));
    stream_->socket.room_for = 1;
    ASSERT_TRUE(worker_.run_until([&] { return stream_->socket.frames.size() == 1; }));
    state_.clock.advance(access::default_session_ttl);
    expect_end("session_expired", "Session expired");
}

}  // namespace
}  // namespace burner::api
