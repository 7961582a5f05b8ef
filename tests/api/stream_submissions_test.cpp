#include "api/api_test.hpp"

namespace burner::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using transactions::Progress;
using transactions::Submission;
using Status = transactions::SubmissionStatus;

class StreamSubmissions : public ApiTest {
  protected:
    StreamSubmissions() { ask_as_shop(get("/stats")); }  // the key's quota is reserved: the store is the streams'
    Submission submission(std::uint16_t number) const {
        Submission made;
        made.digest = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8)};
        made.signature.bytes.fill(9);
        made.signature.bytes[0] = static_cast<std::uint8_t>(number);
        made.signature.bytes[1] = static_cast<std::uint8_t>(number >> 8);
        made.project = state_.shop.project.id;
        made.wallet = state_.wallet;
        made.rebate = {base::Lamports{2'039'280}, base::Lamports{0}};
        made.includes = {{.address = key(10), .expected_balance = {}}};
        return made;
    }
    void record(Submission made) { state_.submission_changes.record({std::move(made)}).value(); }
    /// Submission number `number` of the wallet.
    std::string recorded(std::uint16_t number) {
        record(submission(number));
        return text(number);
    }
    std::string text(std::uint16_t number) const { return to_base58(submission(number).signature); }
    void change(std::uint16_t number, Progress next) {
        EXPECT_TRUE(state_.submission_changes.apply({{submission(number).digest, next}}));
    }
    access::MintedSession session(access::ScopeSet scopes = {Scope::wallet_read}) const {
        return state_.session(state_.shop, state_.wallet, scopes);
    }
    std::string path(std::string_view query = "") const {
        return wallet_path(std::string{"submissions/stream"}.append(query));
    }
    std::unique_ptr<StreamAnswer> open(std::string_view query = "") {
        return worker_.open(stream_of(path(query)).as(session()));
    }
    std::unique_ptr<StreamAnswer> open_for(const std::vector<std::string>& signatures) {
        return open(fmt::format("?signatures={}", fmt::join(signatures, ",")));
    }
    /// Everything that is to be done now is done.
    void settle() {
        io_.restart();
        io_.poll();
    }
    void expect_frames(const StreamAnswer& stream, std::size_t count) {
        worker_.run_until([&] { return stream.socket.frames.size() >= count; });
        settle();
        EXPECT_EQ(stream.socket.frames.size(), count);
    }
    void expect_close(const StreamAnswer& stream, int code) {
        EXPECT_TRUE(worker_.run_until([&] { return stream.socket.code.has_value(); }));
        EXPECT_EQ(stream.socket.code, code);
    }
    void expect_failure(const StreamAnswer& stream, int status, std::string_view code, std::string_view message,
                        int close_code) {
        expect_close(stream, close_code);
        ASSERT_FALSE(stream.socket.frames.empty());
        const auto& frame = stream.socket.frames.back();
        EXPECT_EQ(frame.at("/error/statusCode"), fmt::to_string(status));
        EXPECT_EQ(frame.at("/error/code"), code);
        EXPECT_EQ(frame.at("/error/message"), message);
    }
    static std::vector<std::string> statuses(const StreamAnswer& stream) {
        std::vector<std::string> all;
        for (const auto& frame : stream.socket.frames) all.push_back(frame.at("/status"));
        return all;
    }
};

TEST_F(StreamSubmissions, TellsThePresentStateThenEveryChangeAndCloses) {
    const auto stream = open_for({recorded(1)});
    expect_frames(*stream, 1);
    change(1, {Status::confirmed, 7, {}});
    expect_frames(*stream, 2);
    change(1, {Status::finalized, 7, {}});
    expect_close(*stream, http::close_code::normal);
    EXPECT_THAT(statuses(*stream), ElementsAre("submitted", "confirmed", "finalized"));
    EXPECT_TRUE(stream->is_over);
}

TEST_F(StreamSubmissions, SendsWhatTheRouteOfOneSubmissionAnswers) {
    const auto one = get(wallet_path("submissions/" + recorded(1)));
    const auto stream = open_for({text(1)});
    for (const Progress& next : std::vector<Progress>{{Status::confirmed, 7, {}}, {Status::failed, 7, "Custom 3"}}) {
        expect_frames(*stream, stream->socket.frames.size() + 1);
        EXPECT_EQ(stream->socket.frames.back().body, ask_as_shop(one).body);
        change(1, next);
    }
    expect_close(*stream, http::close_code::normal);
    EXPECT_EQ(stream->socket.frames.back().body, ask_as_shop(one).body);
    EXPECT_EQ(stream->socket.frames.back().at("/error/message"), "Custom 3");
}

TEST_F(StreamSubmissions, ClosesWhenAllThatWereNamedAreSettled) {
    const std::vector<std::string> all{recorded(1), recorded(2), recorded(3), recorded(4)};
    change(3, {Status::failed, 5, "Custom 1"});
    const auto stream = open_for({all[2], all[0], all[1]});  // not the fourth
    expect_frames(*stream, 3);
    EXPECT_EQ(stream->socket.frames[0].at("/signature"), all[2]);
    EXPECT_EQ(stream->socket.frames[1].at("/signature"), all[0]);
    EXPECT_EQ(stream->socket.frames[2].at("/signature"), all[1]);
    change(4, {Status::confirmed, 6, {}});
    change(1, {Status::finalized, 6, {}});
    expect_frames(*stream, 4);
    EXPECT_FALSE(stream->socket.code);
    change(2, {Status::expired, {}, {}});
    expect_close(*stream, http::close_code::normal);
    EXPECT_THAT(statuses(*stream), ElementsAre("failed", "submitted", "submitted", "finalized", "expired"));
}

TEST_F(StreamSubmissions, ClosesAtOnceWhenAllAreSettledAlready) {
    recorded(1);
    change(1, {Status::expired, {}, {}});
    const auto stream = open_for({text(1)});
    expect_close(*stream, http::close_code::normal);
    EXPECT_THAT(statuses(*stream), ElementsAre("expired"));
    EXPECT_EQ(stream->socket.frames[0].at("/error/code"), "blockhash_expired");
}

TEST_F(StreamSubmissions, MissesNoChangeAroundItsFirstLook) {
    recorded(1);
    state_.store.after = [this] { change(1, {Status::finalized, 7, {}}); };
    const auto after = open_for({text(1)});
    expect_close(*after, http::close_code::normal);
    EXPECT_THAT(statuses(*after), ElementsAre("submitted", "finalized"));

    recorded(2);
    state_.store.before = [this] { change(2, {Status::confirmed, 7, {}}); };
    const auto before = open_for({text(2)});
    expect_frames(*before, 1);  // told and read, sent once
    change(2, {Status::finalized, 7, {}});
    expect_close(*before, http::close_code::normal);
    EXPECT_THAT(statuses(*before), ElementsAre("confirmed", "finalized"));
}

TEST_F(StreamSubmissions, TellsEachStateOnceHoweverOftenItIsToldOfIt) {
    recorded(1);
    const auto named = open_for({text(1)});
    const auto all = open();
    expect_frames(*named, 1);
    for (int i = 0; i < 3; ++i) {
        state_.submission_feed.tell(state_.shop.project.id, state_.wallet, submission(1).signature);
        settle();
    }
    EXPECT_THAT(statuses(*named), ElementsAre("submitted"));
    EXPECT_THAT(statuses(*all), ElementsAre("submitted"));
}

TEST_F(StreamSubmissions, WithoutSignaturesTellsWhatChangesUntilTheClientLeaves) {
    recorded(1);
    const auto stream = open();
    settle();
    EXPECT_EQ(stream->handshake.status, 101);
    EXPECT_TRUE(stream->socket.frames.empty());
    recorded(2);
    expect_frames(*stream, 1);
    change(1, {Status::finalized, 7, {}});
    expect_frames(*stream, 2);
    change(2, {Status::expired, {}, {}});
    expect_frames(*stream, 3);
    EXPECT_THAT(statuses(*stream), ElementsAre("submitted", "finalized", "expired"));
    EXPECT_FALSE(stream->socket.code);
    stream->socket.end({}, 1005, {});
    recorded(3);
    EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
}

TEST_F(StreamSubmissions, TellsOfWhatTheClientSubmitsOverTheApi) {
    const auto body = signed_body(ask_as_shop(post(wallet_path("transactions"), close_body())));
    const auto stream = open();
    settle();
    const auto submitted = ask_as_shop(post(wallet_path("transactions/submit"), body));
    expect_frames(*stream, 1);
    EXPECT_EQ(stream->socket.frames[0].at("/signature"), submitted.at("/results/0/signature"));
    EXPECT_EQ(stream->socket.frames[0].at("/includes/0/address"), to_base58(key(10)));
}

TEST_F(StreamSubmissions, TellsOfNobodyElses) {
    auto other_wallet = submission(1);
    other_wallet.wallet = key(99);
    auto other_project = submission(2);
    other_project.project = state_.other.project.id;
    const auto all = open();
    settle();
    record(other_wallet);
    record(other_project);
    settle();
    EXPECT_TRUE(all->socket.frames.empty());
    recorded(3);
    for (const std::uint16_t number : std::initializer_list<std::uint16_t>{1, 2, 4}) {
        const auto stream = open_for({text(3), text(number)});
        expect_failure(*stream, 404, "not_found", "Submission not found", 4404);
        EXPECT_EQ(stream->socket.frames.size(), 1U);
        expect_error(ask_as_shop(get(wallet_path("submissions/" + text(number)))), 404, "not_found",
                     "Submission not found");
    }
}

TEST_F(StreamSubmissions, TakesOneTo64SignaturesEachOnce) {
    std::vector<std::string> most;
    for (std::uint16_t i = 0; i < 64; ++i) most.push_back(recorded(i));
    const auto stream = open_for(most);
    expect_frames(*stream, 64);
    const auto escaped = open(fmt::format("?signatures={}%2C{}%2c{}", most[0], most[1], most[2]));
    expect_frames(*escaped, 3);
    auto many = most;
    many.push_back(text(64));
    const std::string long_text(5'000, 'z');
    const std::vector<std::pair<std::string, std::string>> rows{
        {"?signatures=", "signatures must contain at least 1 element"},
        {"?signatures", "signatures must contain at least 1 element"},
        {fmt::format("?signatures={}", fmt::join(many, ",")), "signatures must contain no more than 64 elements"},
        {"?signatures=x", "signatures[0] must be the base58 text of 64 bytes"},
        {"?signatures=" + to_base58(key(1)), "signatures[0] must be the base58 text of 64 bytes"},
        {"?signatures=" + long_text, "signatures[0] must be the base58 text of 64 bytes"},
        {"?signatures=" + most[0] + ",", "signatures[1] must be the base58 text of 64 bytes"},
        {"?signatures=" + most[0] + ", " + most[1], "signatures[1] must be the base58 text of 64 bytes"},
        {"?signatures=" + most[0] + "," + most[0], "signatures[1] must not be given twice"},
        {"?signatures=" + most[0] + "&signatures=" + most[1], "signatures must not be given twice"},
        {"?signature=" + most[0], "signature is not a known parameter"},
        {"?chunkSize=5", "chunkSize is not a known parameter"}};
    for (const auto& [query, message] : rows) {
        SCOPED_TRACE(query);
        const auto framed = open(query);
        expect_failure(*framed, 400, "invalid_request", message, 4400);
        expect_error(ask(stream_of(path(query), "").as(session())), 400, "invalid_request", message);
    }
}

TEST_F(StreamSubmissions, TakesASignatureThatLooksLikeTheStartOfAToken) {
    auto made = submission(1);
    std::string name = to_base58(made.signature);
    made.signature = solana::signature_from_base58(name.replace(20, 3, "eyJ")).value();
    record(made);
    const auto stream = open_for({name});
    expect_frames(*stream, 1);
    EXPECT_EQ(stream->socket.frames[0].at("/signature"), name);
}

TEST_F(StreamSubmissions, LetsInASessionOfEitherScopeAndNobodyElse) {
    for (const Scope scope : {Scope::wallet_read, Scope::transactions_submit}) {
        const auto by_token = "burner.v1, burner.token." + session({scope}).token;
        const auto stream = worker_.open(stream_of(path(), by_token));
        settle();
        EXPECT_FALSE(stream->socket.code) << to_text(scope);
        stream->socket.end({}, 1005, {});
        recorded(static_cast<std::uint16_t>(scope));
        EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
    }
    struct Row {
        Ask ask;
        int status;
        std::string code;
        std::string message;
    };
    const auto refused = [&](const auto& by) { return stream_of(path()).as(by); };
    const std::vector<Row> rows{
        {stream_of(path()), 401, "missing_credentials", "Missing credentials"},
        {refused(state_.shop), 403, "missing_scope", "Session token required"},
        {refused(session({Scope::wallet_stream, Scope::transactions_build})), 403, "missing_scope",
         "Missing scope: wallet:read or transactions:submit"},
        {refused(state_.session(state_.shop, key(99))), 401, "wallet_mismatch", "Wallet mismatch"}};
    for (const auto& row : rows) {
        const auto stream = worker_.open(row.ask);
        expect_failure(*stream, row.status, row.code, row.message, 4000 + row.status);
        auto plain = row.ask;
        std::erase_if(plain.headers, [](const HeaderText& header) { return header.first == "Sec-WebSocket-Protocol"; });
        expect_error(ask(plain), row.status, row.code, row.message);
    }
    expect_error(ask(get(path())), 426, "invalid_request", "Upgrade to a WebSocket");
    EXPECT_EQ(ask(post(path(), "{}")).header("Allow"), "GET, HEAD");
}

TEST_F(StreamSubmissions, EndsWithItsSession) {
    recorded(1);
    const auto expiring = open_for({text(1)});
    expect_frames(*expiring, 1);
    state_.clock.advance(access::default_session_ttl);
    expect_failure(*expiring, 401, "session_expired", "Session expired", 4401);
    const auto minted = session();
    const auto revoked = worker_.open(stream_of(path()).as(minted));
    settle();
    ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, minted.id));
    expect_failure(*revoked, 401, "session_revoked", "Session revoked", 4401);
    change(1, {Status::finalized, 7, {}});
    EXPECT_TRUE(worker_.run_until([&] { return expiring->is_over && revoked->is_over; }));
    EXPECT_THAT(statuses(*revoked), ElementsAre("<none>"));
    EXPECT_THAT(state_.metrics.render(), HasSubstr("burner_streams_open 0"));
}

TEST_F(StreamSubmissions, CountsAgainstTheStreamsOfItsKey) {
    std::vector<std::unique_ptr<StreamAnswer>> streams;
    for (int i = 0; i < 3; ++i) streams.push_back(open());
    settle();
    expect_failure(*open(), 429, "rate_limited", "Too many open streams", 4429);
}

TEST_F(StreamSubmissions, FailsWhenTheStoreDoes) {
    recorded(1);
    state_.store.bug = "a bug";
    expect_failure(*open_for({text(1)}), 500, "internal", "Internal server error", http::close_code::internal_error);
}

class SlowReader : public StreamSubmissions {
  protected:
    void tell_of(std::uint16_t count) {
        for (std::uint16_t i = 0; i < count; ++i)
            state_.submission_feed.tell(state_.shop.project.id, state_.wallet, submission(1'000 + i).signature);
    }
    static constexpr auto too_many = static_cast<std::uint16_t>(transactions::SubmissionFeed::max_unread + 1);
};

TEST_F(SlowReader, GetsTheLastStateWhenItPassesOneOver) {
    recorded(1);
    const auto stream = open_for({text(1)});
    stream->socket.room_for = 0;
    settle();
    change(1, {Status::confirmed, 7, {}});
    tell_of(too_many);
    settle();
    change(1, {Status::finalized, 7, {}});
    stream->socket.stop_stalling();
    expect_close(*stream, http::close_code::normal);
    EXPECT_THAT(statuses(*stream), ElementsAre("submitted", "finalized"));
}

TEST_F(SlowReader, IsToldThatItMissedSomethingWhenNobodyKnowsWhat) {
    const auto stream = open();
    stream->socket.room_for = 0;
    settle();
    recorded(1);
    settle();
    tell_of(too_many);
    stream->socket.stop_stalling();
    expect_failure(*stream, 503, "overloaded", "The stream fell too far behind. Reconnect",
                   http::close_code::internal_error);
    EXPECT_EQ(stream->socket.frames.size(), 2U);
}

/// Streams where other nodes change submissions too, and some of their rings are lost.
class StreamOfManyNodes : public StreamSubmissions {
  protected:
    StreamOfManyNodes() {
        state_.doorbell.drive([] {});
        settle();
    }
    /// What another node does, without being heard.
    void record_elsewhere(std::uint16_t number) { elsewhere_.record({submission(number)}).value(); }
    void change_elsewhere(std::uint16_t number, Progress next) {
        elsewhere_.apply({{submission(number).digest, next}}).value();
    }

  private:
    nodes::Doorbell unheard_;
    transactions::SubmissionFeed feed_{unheard_};
    transactions::SubmissionChanges elsewhere_{state_.submissions, feed_, state_.clock, {}};
};

TEST_F(StreamOfManyNodes, LooksAgainAtWhatIsNamedWhenRingsMayBeLost) {
    recorded(1);
    const auto stream = open_for({text(1)});
    settle();
    change_elsewhere(1, {Status::finalized, 7, {}});
    settle();
    EXPECT_THAT(statuses(*stream), ElementsAre("submitted"));
    state_.doorbell.lose();
    expect_close(*stream, http::close_code::normal);
    EXPECT_THAT(statuses(*stream), ElementsAre("submitted", "finalized"));
}

TEST_F(StreamOfManyNodes, LooksAtEverythingUnfinishedWhenRingsMayBeLost) {
    const auto stream = open();
    settle();
    recorded(1);
    expect_frames(*stream, 1);
    change_elsewhere(1, {Status::failed, 7, "x"});
    record_elsewhere(2);
    settle();
    EXPECT_EQ(stream->socket.frames.size(), 1U);
    state_.doorbell.lose();
    expect_frames(*stream, 3);
    EXPECT_THAT(statuses(*stream), testing::UnorderedElementsAre("submitted", "failed", "submitted"));
    state_.doorbell.lose();
    settle();
    EXPECT_EQ(stream->socket.frames.size(), 3U);
}

TEST_F(SlowReader, GetsManyChangesInSmallReads) {
    const auto stream = open();
    settle();
    for (std::uint16_t i = 0; i < 200; ++i) recorded(i);
    expect_frames(*stream, 200);
    for (std::uint16_t i = 0; i < 200; ++i) change(i, {Status::confirmed, 7, {}});
    expect_frames(*stream, 400);
}

}  // namespace
}  // namespace burner::api
