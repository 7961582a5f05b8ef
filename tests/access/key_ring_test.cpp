#include "access/key_ring.hpp"

#include <atomic>
#include <thread>

#include "access/access_fixture.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;
using std::chrono::seconds;

/// Counts what reaches the store.
class CountingStore final : public KeyStore {
  public:
    base::Result<nodes::FeedPosition> put_project(const Project& project) override {
        return ++calls_, store_.put_project(project);
    }
    base::Result<nodes::FeedPosition> add_key(const KeyRecord& key) override { return ++calls_, store_.add_key(key); }
    base::Result<nodes::FeedPosition> roll_key(std::string_view id, base::UnixTime ends,
                                               const KeyRecord& key) override {
        return ++calls_, store_.roll_key(id, ends, key);
    }
    base::Result<nodes::FeedPosition> revoke_key(std::string_view id, base::UnixTime at) override {
        return ++calls_, store_.revoke_key(id, at);
    }
    int calls() const { return calls_; }

  private:
    storage::MemoryFeed feed_;
    storage::MemoryKeyStore store_{feed_};
    std::atomic<int> calls_ = 0;
};

/// A store whose disk has gone.
class BrokenStore final : public KeyStore {
  public:
    base::Result<nodes::FeedPosition> put_project(const Project&) override { return gone(); }
    base::Result<nodes::FeedPosition> add_key(const KeyRecord&) override { return gone(); }
    base::Result<nodes::FeedPosition> roll_key(std::string_view, base::UnixTime, const KeyRecord&) override {
        return gone();
    }
    base::Result<nodes::FeedPosition> revoke_key(std::string_view, base::UnixTime) override { return gone(); }

  private:
    static std::unexpected<base::Error> gone() { return base::fail(ErrorCode::overloaded, "Storage unavailable"); }
};

class KeyRingTest : public AccessTest {
  protected:
    base::Error refusal(std::string_view raw) const { return keys_.authenticate(raw).error(); }
};

TEST_F(KeyRingTest, ACreatedKeyAuthenticatesItsProject) {
    const auto entry = keys_.authenticate(key_.secret.reveal());
    ASSERT_TRUE(entry);
    EXPECT_EQ((*entry)->key.id, key_.record.id);
    EXPECT_EQ(*(*entry)->project, project_);
    EXPECT_EQ((*entry)->key.last4, key_.secret.reveal().substr(40));
}

TEST(KeyRingReads, ChangedAndUnknownKeysCostNoStoreRead) {
    fakes::FakeClock clock;
    CountingStore store;
    const auto finality = nodes::Finality::of_a_single_node();
    KeyRing keys{store, clock, finality};
    const auto project = keys.create_project({"shop", {}, "spark", {}}).value();
    const auto key = keys.create(project.id, {}, "").value();
    const int before = store.calls();
    const std::string raw{key.secret.reveal()};
    for (std::size_t i = 0; i < raw.size(); ++i) {
        std::string changed = raw;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        EXPECT_EQ(keys.authenticate(changed).error(), invalid_api_key());
    }
    EXPECT_EQ(keys.authenticate(generate_api_key({}).reveal()).error(), invalid_api_key());
    EXPECT_TRUE(keys.authenticate(raw));
    EXPECT_EQ(store.calls(), before);
}

TEST_F(KeyRingTest, NothingKeptHoldsTheKey) {
    const auto record = replica_store_.load({}).value()->keys.front();
    EXPECT_EQ(record.hash, base::sha256(base::as_bytes(key_.secret.reveal())));
    EXPECT_EQ(record.last4.size(), 4u);
    EXPECT_EQ(fmt::format("{}", key_.secret), "***");
}

TEST_F(KeyRingTest, TellsUnknownFromRevoked) {
    EXPECT_EQ(refusal(generate_api_key({}).reveal()), base::Error{ErrorCode::invalid_api_key});
    EXPECT_EQ(refusal(""), invalid_api_key());
    ASSERT_TRUE(keys_.revoke(project_.id, key_.record.id));
    EXPECT_EQ(refusal(key_.secret.reveal()), base::Error{ErrorCode::api_key_revoked});
}

TEST_F(KeyRingTest, APublishableKeyIsNoApiKeyAndTheOtherWayRound) {
    const KeyForm form{KeyKind::publishable, Mode::test};
    const auto page = keys_.create(project_.id, form, "page").value();
    const std::string raw{page.secret.reveal()};
    EXPECT_EQ(keys_.authenticate(raw, KeyKind::publishable).value()->key.id, page.record.id);
    EXPECT_EQ(page.record.kind, KeyKind::publishable);
    EXPECT_EQ(page.record.mode, Mode::test);
    EXPECT_EQ(refusal(raw), invalid_api_key());
    const auto refused = [&](std::string_view key) { return keys_.authenticate(key, KeyKind::publishable).error(); };
    EXPECT_EQ(refused(key_.secret.reveal()), invalid_publishable_key());
    EXPECT_EQ(refused(generate_api_key(form).reveal()), invalid_publishable_key());
    EXPECT_EQ(refused("a" + raw.substr(1)), invalid_publishable_key());
    const auto rolled = keys_.roll(project_.id, page.record.id, seconds{600}).value();
    EXPECT_EQ(rolled.record.kind, KeyKind::publishable);
    EXPECT_TRUE(rolled.secret.reveal().starts_with("pk_test_"));
    ASSERT_TRUE(keys_.revoke(project_.id, page.record.id));
    EXPECT_EQ(refused(raw), invalid_publishable_key());
}

TEST_F(KeyRingTest, RevokingTwiceKeepsTheFirstTime) {
    const auto first = keys_.revoke(project_.id, key_.record.id).value().revoked_at;
    clock_.advance(seconds{10});
    EXPECT_EQ(keys_.revoke(project_.id, key_.record.id)->revoked_at, first);
}

/// The edge, a second before and a second after.
TEST_F(KeyRingTest, ARolledKeyLivesForTheOverlap) {
    const auto rolled = keys_.roll(project_.id, key_.record.id, seconds{600}).value();
    EXPECT_EQ(rolled.record.name, key_.record.name);
    EXPECT_EQ(rolled.record.mode, key_.record.mode);
    EXPECT_NE(rolled.record.id, key_.record.id);
    clock_.advance(seconds{599});
    EXPECT_TRUE(keys_.authenticate(key_.secret.reveal()));
    clock_.advance(seconds{1});
    EXPECT_EQ(refusal(key_.secret.reveal()), api_key_revoked());
    clock_.advance(seconds{1});
    EXPECT_EQ(refusal(key_.secret.reveal()), api_key_revoked());
    EXPECT_TRUE(keys_.authenticate(rolled.secret.reveal()));
}

TEST_F(KeyRingTest, RollingAgainNeverProlongsAnOldKey) {
    ASSERT_TRUE(keys_.roll(project_.id, key_.record.id, seconds{60}));
    ASSERT_TRUE(keys_.roll(project_.id, key_.record.id, seconds{6000}));
    clock_.advance(seconds{60});
    EXPECT_EQ(refusal(key_.secret.reveal()), api_key_revoked());
}

TEST_F(KeyRingTest, AnEndedKeyCannotBeRolled) {
    ASSERT_TRUE(keys_.revoke(project_.id, key_.record.id));
    EXPECT_EQ(keys_.roll(project_.id, key_.record.id, seconds{60}).error(), api_key_revoked());
}

TEST_F(KeyRingTest, AnotherProjectsKeyAnswersAsAMissingOne) {
    const auto other = keys_.create_project({"other", {}, "spark", {}}).value();
    for (const auto& id : {key_.record.id, std::string{"key_missing"}}) {
        EXPECT_EQ(keys_.revoke(other.id, id).error(), (base::Error{ErrorCode::not_found, "API key not found"}));
        EXPECT_EQ(keys_.roll(other.id, id, seconds{1}).error(),
                  (base::Error{ErrorCode::not_found, "API key not found"}));
    }
    EXPECT_TRUE(keys_.keys_of(other.id).empty());
    EXPECT_TRUE(keys_.authenticate(key_.secret.reveal()));
}

TEST_F(KeyRingTest, ListsByAge) {
    clock_.advance(seconds{1});
    const auto second = keys_.create(project_.id, {.mode = Mode::test}, "ci").value();
    EXPECT_EQ(keys_.keys_of(project_.id), (std::vector{key_.record, second.record}));
    EXPECT_EQ(keys_.projects(), std::vector{project_});
}

TEST_F(KeyRingTest, AChangedProjectIsSeenThroughItsKeys) {
    project_.tier = "spark";
    project_.donation_wallet = wallet_of(9);
    ASSERT_TRUE(keys_.set_project(project_));
    EXPECT_EQ(*keys_.authenticate(key_.secret.reveal()).value()->project, project_);
    EXPECT_EQ(keys_.set_project({"prj_none", "", {}, "spark", {}, {}}).error().code, ErrorCode::not_found);
    EXPECT_EQ(keys_.create("prj_none", {}, "").error().code, ErrorCode::not_found);
}

TEST_F(KeyRingTest, CatchingUpBringsInWhatOthersChanged) {
    KeyRing server{key_store_, clock_, finality_};
    Replica replica = replica_of(server, revocations_);
    ASSERT_TRUE(replica.catch_up());
    EXPECT_TRUE(server.authenticate(key_.secret.reveal()));
    ASSERT_TRUE(keys_.revoke(project_.id, key_.record.id));
    EXPECT_TRUE(server.authenticate(key_.secret.reveal()));
    ASSERT_TRUE(replica.catch_up());
    EXPECT_EQ(server.authenticate(key_.secret.reveal()).error(), api_key_revoked());
}

TEST(KeyRingFailures, AStoreThatFailsChangesNothing) {
    fakes::FakeClock clock;
    BrokenStore store;
    const auto finality = nodes::Finality::of_a_single_node();
    KeyRing keys{store, clock, finality};
    EXPECT_EQ(keys.create_project({"shop", {}, "spark", {}}).error().code, ErrorCode::overloaded);
    EXPECT_TRUE(keys.projects().empty());
}

/// Once `revoke` has returned, no authentication that starts later succeeds.
TEST_F(KeyRingTest, RevocationHoldsForEveryReaderThatStartsLater) {
    constexpr int rounds = 50;
    constexpr int readers = 4;
    std::atomic<int> revoked{0};  // keys revoked so far
    std::vector<CreatedKey> created;
    for (int i = 0; i < rounds; ++i) created.push_back(keys_.create(project_.id, {}, "").value());
    std::atomic<int> violations{0};
    std::vector<std::jthread> threads;
    for (int reader = 0; reader < readers; ++reader) {
        threads.emplace_back([&] {
            for (int seen = 0; seen < rounds;) {
                seen = revoked;
                for (int i = 0; i < seen; ++i) {
                    if (keys_.authenticate(created[static_cast<std::size_t>(i)].secret.reveal())) ++violations;
                }
            }
        });
    }
    for (const auto& key : created) {
        ASSERT_TRUE(keys_.revoke(project_.id, key.record.id));
        ++revoked;
    }
    threads.clear();
    EXPECT_EQ(violations, 0);
}

}  // namespace
}  // namespace burner::access
