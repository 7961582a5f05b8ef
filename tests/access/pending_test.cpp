#include <atomic>
#include <thread>

#include "access/access_fixture.hpp"
#include "fakes/fake_lease_clock.hpp"

namespace burner::access {
namespace {

/// One node of many: what it has applied is pending until it hears that all have.
class Pending : public AccessTest {
  protected:
    MintedSession mint() const { return node_sessions_.create(request()); }
    base::ErrorCode refusal(const MintedSession& minted) const {
        const auto live = node_sessions_.authenticate(minted.token);
        return live ? base::ErrorCode{} : live.error().code;
    }
    void apply_all() {
        const auto head = replica_.load({}).value().value();
        node_finality_.applied(head.position.number, lease_clock_.now());
    }

    fakes::FakeLeaseClock lease_clock_;
    nodes::Finality node_finality_{nodes::LeaseTerms{}};
    KeyRing node_keys_{key_store_, clock_, node_finality_};
    Revocations node_revocations_{revocation_list_, node_finality_};
    SigningKeys node_signing_keys_{signing_.secrets(), node_finality_};
    SessionTokens node_tokens_{node_signing_keys_, {}};
    Sessions node_sessions_{node_tokens_, node_revocations_, node_keys_, clock_};
    Replica replica_{replica_store_, {node_keys_, node_revocations_, node_signing_keys_, signing_.changes()}};
};

TEST_F(Pending, ARevokedSessionIsNeitherAcceptedNorRefusedUntilAllKnow) {
    apply_all();
    const auto minted = mint();
    const auto change = node_sessions_.revoke(project_.id, minted.id).value().value();
    EXPECT_EQ(refusal(minted), base::ErrorCode::pending);
    EXPECT_EQ(node_sessions_.introspect(project_.id, minted.token).error().code, base::ErrorCode::pending);
    apply_all();
    EXPECT_EQ(refusal(minted), base::ErrorCode::pending);
    node_finality_.raise(change.number);
    EXPECT_EQ(refusal(minted), base::ErrorCode::session_revoked);
}

TEST_F(Pending, ARevokedKeyIsNeitherAcceptedNorRefusedUntilAllKnow) {
    apply_all();
    const auto minted = mint();
    ASSERT_TRUE(keys_.revoke(project_.id, key_.record.id));
    apply_all();
    EXPECT_EQ(node_keys_.authenticate(key_.secret.reveal()).error(), not_everywhere_yet());
    EXPECT_EQ(refusal(minted), base::ErrorCode::pending);
    node_finality_.raise(keys_.committed().number);
    EXPECT_EQ(node_keys_.authenticate(key_.secret.reveal()).error(), api_key_revoked());
    EXPECT_EQ(refusal(minted), base::ErrorCode::session_revoked);
}

TEST_F(Pending, ARetiredSigningKeyIsNeitherAcceptedNorRefusedUntilAllKnow) {
    apply_all();
    const auto minted = mint();
    const auto session = node_sessions_.authenticate(minted.token)->session;
    ASSERT_TRUE(signing_.retire(session.kid));
    EXPECT_EQ(refusal(minted), base::ErrorCode{});
    apply_all();
    EXPECT_EQ(refusal(minted), base::ErrorCode::pending);
    EXPECT_EQ(node_sessions_.still_holds(session).error().code, base::ErrorCode::pending);
    EXPECT_EQ(refusal(mint()), base::ErrorCode{});
    node_finality_.raise(signing_.rows().position.number);
    EXPECT_EQ(refusal(minted), base::ErrorCode::invalid_session_token);
    EXPECT_EQ(node_sessions_.still_holds(session).error().code, base::ErrorCode::invalid_session_token);
    EXPECT_EQ(refusal(mint()), base::ErrorCode{});
}

/// A second revocation that is pending must not take back what the first one has settled.
TEST_F(Pending, ALaterRevocationLeavesAnEarlierOneFinal) {
    apply_all();
    const auto minted = mint();
    const auto first = node_sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt).value().value();
    apply_all();
    node_finality_.raise(first.number);
    ASSERT_TRUE(node_sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt));
    EXPECT_EQ(refusal(minted), base::ErrorCode::session_revoked);
}

/// No clock decides: a node whose clock is behind mints tokens that look older than the revocation.
TEST_F(Pending, ATokenMintedAfterARevocationHoldsWhateverTheClockSays) {
    apply_all();
    const auto before = mint();
    const auto change = node_sessions_.revoke_all(project_.id, wallet_of(1), std::nullopt).value().value();
    apply_all();
    node_finality_.raise(change.number);
    clock_.set(clock_.now() - std::chrono::seconds{2});
    const auto after = mint();
    clock_.advance(std::chrono::seconds{2});
    EXPECT_EQ(refusal(before), base::ErrorCode::session_revoked);
    EXPECT_EQ(refusal(after), base::ErrorCode{});
}

TEST_F(Pending, ALoadLeavesNoMomentWithoutARevocation) {
    apply_all();
    std::vector<MintedSession> minted;
    for (int i = 0; i < 50; ++i) {
        minted.push_back(mint());
        ASSERT_TRUE(node_sessions_.revoke(project_.id, minted.back().id));
    }
    std::atomic<bool> is_over = false;
    std::atomic<int> accepted = 0;
    std::jthread reader{[&] {
        while (!is_over) {
            for (const auto& session : minted) accepted += node_sessions_.authenticate(session.token) ? 1 : 0;
        }
    }};
    for (int i = 0; i < 200; ++i) ASSERT_TRUE(replica_.load({}));
    is_over = true;
    reader.join();
    EXPECT_EQ(accepted, 0);
}

TEST_F(Pending, ManyDatedRevocationsStayBoundedAndCoverWhatTheyMust) {
    apply_all();
    const auto minted = mint();
    clock_.advance(std::chrono::seconds{100});
    for (int i = 0; i < 100; ++i)
        ASSERT_TRUE(node_sessions_.revoke_all(project_.id, wallet_of(1), clock_.now() - std::chrono::seconds{i}));
    EXPECT_LE(node_revocations_.live().size(), 16u);
    EXPECT_EQ(refusal(minted), base::ErrorCode::pending);
}

}  // namespace
}  // namespace burner::access
