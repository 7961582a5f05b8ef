#include "access/sessions.hpp"

#include <thread>

#include "access/access_fixture.hpp"

namespace burner::access {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class SessionsTest : public AccessTest {
  protected:
    MintedSession mint(std::uint8_t wallet = 1) const {
        auto wanted = request();
        wanted.wallet = wallet_of(wallet);
        return sessions_.create(wanted);
    }
    /// Says as whom a request with the token would be known.
    Session session_of(const MintedSession& minted) const { return tokens_.verify(minted.token, clock_.now()).value(); }
    bool holds(const MintedSession& minted) const { return sessions_.authenticate(minted.token).has_value(); }
    base::Error refusal(const MintedSession& minted) const { return sessions_.authenticate(minted.token).error(); }
    const base::Error revoked_{base::ErrorCode::session_revoked};
};

TEST_F(SessionsTest, AuthenticatesWithTheKeyThatMinted) {
    const auto minted = mint();
    const auto live = sessions_.authenticate(minted.token).value();
    EXPECT_EQ(live.session, session_of(minted));
    EXPECT_EQ(live.key->key.id, key_.record.id);
    EXPECT_TRUE(sessions_.still_holds(live.session));
}

TEST_F(SessionsTest, RevokedByIdEndsThatSessionOnly) {
    const auto one = mint();
    const auto two = mint();
    ASSERT_TRUE(sessions_.revoke(project_.id, one.id));
    EXPECT_EQ(refusal(one), revoked_);
    EXPECT_EQ(sessions_.still_holds(session_of(one)).error(), revoked_);
    EXPECT_TRUE(holds(two));
}

/// Another project is not told that the id exists, and cannot change it.
TEST_F(SessionsTest, AnotherProjectsRevocationChangesNothing) {
    const auto minted = mint();
    EXPECT_TRUE(sessions_.revoke("prj_other", minted.id));
    EXPECT_TRUE(sessions_.revoke_all("prj_other", wallet_of(1), std::nullopt));
    EXPECT_TRUE(sessions_.revoke_all("prj_other", std::nullopt, std::nullopt));
    EXPECT_TRUE(holds(minted));
}

TEST_F(SessionsTest, UnknownAndExpiredIdsAreNotStored) {
    const auto old = new_session_id(clock_.now() - seconds{3661});
    const auto far = new_session_id(clock_.now() + seconds{100});
    for (const auto& id : {std::string{}, std::string{"nonsense"}, std::string(22, '!'), old, far}) {
        EXPECT_TRUE(sessions_.revoke(project_.id, id));
    }
    EXPECT_TRUE(replica_store_.load({}).value()->revocations.empty());
}

TEST_F(SessionsTest, RevokedByWalletEndsWhatWasIssuedUntilNow) {
    const auto before = mint(1);
    const auto other_wallet = mint(2);
    ASSERT_TRUE(sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt));
    EXPECT_EQ(refusal(before), revoked_);
    EXPECT_TRUE(holds(other_wallet));
    EXPECT_TRUE(holds(mint(1)));
}

TEST_F(SessionsTest, RevokedByProjectEndsAllWallets) {
    const auto one = mint(1);
    const auto two = mint(2);
    ASSERT_TRUE(sessions_.revoke_all(project_.id, std::nullopt, std::nullopt));
    EXPECT_EQ(refusal(one), revoked_);
    EXPECT_EQ(refusal(two), revoked_);
}

TEST_F(SessionsTest, IssuedBeforeIsExact) {
    const auto early = mint();
    clock_.advance(milliseconds{5});
    const auto border = clock_.now();
    const auto late = mint();
    clock_.advance(seconds{1});
    ASSERT_TRUE(sessions_.revoke_all(project_.id, wallet_of(1), border));
    EXPECT_EQ(refusal(early), revoked_);
    EXPECT_TRUE(holds(late));
}

TEST_F(SessionsTest, IssuedBeforeInTheFutureMeansNow) {
    const auto before = mint();
    ASSERT_TRUE(sessions_.revoke_all(project_.id, std::nullopt, clock_.now() + seconds{1000}));
    EXPECT_EQ(refusal(before), revoked_);
    EXPECT_TRUE(holds(mint()));
}

TEST_F(SessionsTest, AnEarlierRevocationNeverTakesBackALaterOne) {
    const auto minted = mint();
    ASSERT_TRUE(sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt));
    ASSERT_TRUE(sessions_.revoke_all(project_.id, wallet_of(1), clock_.now() - seconds{100}));
    EXPECT_EQ(refusal(minted), revoked_);
}

TEST_F(SessionsTest, EndWithTheirApiKey) {
    const auto minted = mint();
    ASSERT_TRUE(keys_.revoke(project_.id, key_.record.id));
    EXPECT_EQ(refusal(minted), revoked_);
    EXPECT_EQ(sessions_.still_holds(session_of(minted)).error(), revoked_);
}

TEST_F(SessionsTest, OfARolledKeyEndWithItsOverlap) {
    const auto minted = mint();
    ASSERT_TRUE(keys_.roll(project_.id, key_.record.id, seconds{60}));
    EXPECT_TRUE(holds(minted));
    clock_.advance(seconds{60});
    EXPECT_EQ(refusal(minted), revoked_);
}

TEST_F(SessionsTest, OfAKeyThatIsGoneAreRevoked) {
    auto wanted = request();
    wanted.key_id = "key_gone";
    EXPECT_EQ(refusal(sessions_.create(wanted)), revoked_);
    const auto other = keys_.create_project({"other", {}, "spark", {}}).value();
    wanted = request();
    wanted.project = other.id;
    EXPECT_EQ(refusal(sessions_.create(wanted)), revoked_);
}

TEST_F(SessionsTest, AStreamIsToldWhenItsTokenExpires) {
    const Session session = session_of(mint());
    clock_.advance(seconds{300});
    EXPECT_EQ(sessions_.still_holds(session).error(), session_expired());
}

TEST_F(SessionsTest, IntrospectShowsOnlyWhatHoldsAndIsOnesOwn) {
    const auto minted = mint();
    EXPECT_EQ(sessions_.introspect(project_.id, minted.token).value(), session_of(minted));
    EXPECT_EQ(sessions_.introspect("prj_other", minted.token).value(), std::nullopt);
    EXPECT_EQ(sessions_.introspect(project_.id, "nonsense").value(), std::nullopt);
    ASSERT_TRUE(sessions_.revoke(project_.id, minted.id));
    EXPECT_EQ(sessions_.introspect(project_.id, minted.token).value(), std::nullopt);
}

TEST_F(SessionsTest, CatchingUpBringsInWhatOthersRevoked) {
    Replica replica = replica_of(keys_, revocations_);
    Revocations elsewhere{revocation_list_, finality_};
    Sessions other_server{tokens_, elsewhere, keys_, clock_};
    const auto minted = mint();
    ASSERT_TRUE(other_server.revoke(project_.id, minted.id));
    EXPECT_TRUE(holds(minted));
    ASSERT_TRUE(replica.catch_up());
    EXPECT_EQ(refusal(minted), revoked_);
}

TEST_F(SessionsTest, RevocationsAreForgottenOnlyAfterEverySessionTheyCover) {
    auto wanted = request();
    wanted.ttl = max_session_ttl;
    const auto minted = sessions_.create(wanted);
    const Session session = session_of(minted);
    ASSERT_TRUE(sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt));
    clock_.advance(max_session_ttl - milliseconds{1});
    ASSERT_TRUE(revocations_.prune(clock_.now()));
    EXPECT_EQ(refusal(minted), revoked_);
    clock_.advance(SigningKeyChanges::previous_lives);
    ASSERT_TRUE(revocations_.prune(clock_.now()));
    EXPECT_EQ(revocations_.coverage_of(session), Coverage::none);
    EXPECT_TRUE(replica_store_.load({}).value()->revocations.empty());
}

/// Once `revoke` has returned, no authentication that starts later succeeds.
TEST_F(SessionsTest, RevocationHoldsForEveryReaderThatStartsLater) {
    constexpr std::size_t rounds = 200;
    std::vector<MintedSession> minted;
    for (std::size_t i = 0; i < rounds; ++i) minted.push_back(mint());
    std::atomic<std::size_t> revoked{0};
    std::atomic<int> violations{0};
    std::vector<std::jthread> readers;
    for (int reader = 0; reader < 4; ++reader) {
        readers.emplace_back([&] {
            for (std::size_t seen = 0; seen < rounds;) {
                seen = revoked;
                for (std::size_t i = seen > 5 ? seen - 5 : 0; i < seen; ++i) violations += holds(minted[i]) ? 1 : 0;
            }
        });
    }
    for (const auto& session : minted) {
        ASSERT_TRUE(sessions_.revoke(project_.id, session.id));
        ++revoked;
    }
    readers.clear();
    EXPECT_EQ(violations, 0);
}

}  // namespace
}  // namespace burner::access
