#include <condition_variable>
#include <mutex>
#include <set>

#include <gmock/gmock.h>
#include <poll.h>

#include "fakes/postgres_server.hpp"
#include "storage/postgres/bell.hpp"
#include "storage/postgres/bell_thread.hpp"

namespace burner::storage {
namespace {

using testing::ElementsAre;

/// A node with a connection of its own, and what it has heard.
class Node {
  public:
    explicit Node(const std::string& address) : pool_(ConnectionString::parse(address).value(), {}) {
        bell.drive([] {});
        bell.on("a", [this](std::string_view text) { heard.emplace_back(text); });
        bell.on_lost([this] { heard.emplace_back("lost"); });
        connect();
    }
    /// Begins anew, with another connection.
    void connect() {
        session_ = pool_.open().value();
        carrier_.emplace(*session_, bell);
        EXPECT_TRUE(carrier_->listen());
    }
    bool exchange() { return carrier_->exchange(now_ += nodes::Doorbell::interval); }
    /// Waits until the server says something, for a few seconds at most, and hears it.
    bool await() {
        pollfd watched{session_->connection->socket(), POLLIN, 0};
        return ::poll(&watched, 1, 5'000) == 1 && exchange();
    }

    nodes::Doorbell bell;
    std::vector<std::string> heard;

  private:
    PostgresPool pool_;
    std::unique_ptr<PostgresSession> session_;
    std::optional<PostgresBell> carrier_;
    base::SteadyTime now_{};
};

class PostgresBellTest : public testing::Test {
  protected:
    void SetUp() override {
        if (server_ == nullptr) GTEST_SKIP() << fakes::PostgresServer::missing;
        address_ = server_->create_empty();
    }

    void end_connections() {
        const auto name = address_.substr(address_.rfind('=') + 1);
        server_->run(name, "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '" +
                               name + "' AND pid <> pg_backend_pid()");
    }

    fakes::PostgresServer* server_ = fakes::PostgresServer::find();
    std::string address_;
};

TEST_F(PostgresBellTest, IsHeardByTheOtherNodesAndNotByTheOneThatRings) {
    Node one{address_}, two{address_}, three{address_};
    one.bell.ring("a", "1");
    one.bell.ring("a", "'2' ä");
    ASSERT_TRUE(one.exchange());
    ASSERT_TRUE(two.await());
    ASSERT_TRUE(three.await());
    ASSERT_TRUE(one.exchange());
    EXPECT_THAT(two.heard, ElementsAre("lost", "'2' ä", "1"));
    EXPECT_EQ(three.heard, two.heard);
    EXPECT_THAT(one.heard, ElementsAre("lost"));
}

TEST_F(PostgresBellTest, CarriesAsMuchAsABatchHolds) {
    Node one{address_}, two{address_};
    for (std::size_t i = 0; i < nodes::Doorbell::max_waiting; ++i) {
        one.bell.ring("a", std::to_string(i) + std::string(1'000, 'x'));
    }
    ASSERT_TRUE(one.exchange());
    while (two.heard.size() <= nodes::Doorbell::max_waiting) ASSERT_TRUE(two.await());
}

TEST_F(PostgresBellTest, SaysThatRingsAreLostWhenItHearsAgain) {
    Node one{address_}, two{address_};
    end_connections();
    EXPECT_FALSE(two.await());
    one.bell.ring("a", "lost with the connection");
    EXPECT_FALSE(one.exchange());
    one.connect();
    two.connect();
    one.bell.ring("a", "1");
    ASSERT_TRUE(one.exchange());
    ASSERT_TRUE(two.await());
    EXPECT_THAT(two.heard, ElementsAre("lost", "lost", "1"));
}

/// A node whose bell a thread drives.
class DrivenNode {
  public:
    explicit DrivenNode(const std::string& address)
        : thread_(std::in_place, ConnectionString::parse(address).value(), PostgresLimits{}, bell) {}

    /// Waits until it has heard a text; `lost 2` is the second time that rings may have been lost.
    void await(std::string_view text) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(heard_one_.wait_for(lock, std::chrono::seconds{20}, [&] { return heard_.contains(text); })) << text;
    }
    void stop() { thread_.reset(); }

    nodes::Doorbell bell;

  private:
    void note(std::string_view text) {
        const std::lock_guard lock{mutex_};
        heard_.emplace(text);
        heard_one_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable heard_one_;
    std::set<std::string, std::less<>> heard_;
    int losses_ = 0;  ///< of the driver's thread
    const bool is_registered_ = [this] {
        bell.on("a", [this](std::string_view text) { note(text); });
        bell.on_lost([this] { note("lost " + std::to_string(++losses_)); });
        return true;
    }();
    std::optional<PostgresBellThread> thread_;
};

TEST_F(PostgresBellTest, IsDrivenByAThread) {
    DrivenNode one{address_}, two{address_};
    one.await("lost 1");
    two.await("lost 1");
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i) {
        one.bell.ring("a", std::to_string(i));
        two.await(std::to_string(i));
    }
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 19 * nodes::Doorbell::interval);
    two.bell.ring("a", "back");
    one.await("back");
}

TEST_F(PostgresBellTest, IsDrivenOnAfterItsConnectionWasCut) {
    DrivenNode one{address_}, two{address_};
    one.await("lost 1");
    two.await("lost 1");
    end_connections();
    one.await("lost 2");
    two.await("lost 2");
    one.bell.ring("a", "again");
    two.await("again");
}

TEST_F(PostgresBellTest, HasNoDriverOnceItsThreadHasEnded) {
    DrivenNode one{address_};
    EXPECT_TRUE(one.bell.has_driver());
    one.stop();
    EXPECT_FALSE(one.bell.has_driver());
    one.bell.ring("a", "1");
    EXPECT_EQ(one.bell.due_at(), base::SteadyTime::max());
}

}  // namespace
}  // namespace burner::storage
