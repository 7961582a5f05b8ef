#include "nodes/announcer.hpp"

#include <chrono>
#include <memory>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "base/condition.hpp"
#include "base/run_in_place.hpp"
#include "fakes/run_task.hpp"

namespace burner::nodes {
namespace {

using std::chrono::milliseconds;

/// Answers one question about one change as it is told to.
class AnsweringRegistry final : public NodeRegistry {
  public:
    base::Result<void> join(const NodeIdentity&, std::string_view) override { return {}; }
    base::Result<std::optional<Renewal>> renew(std::string_view, const FeedPosition&) override { return std::nullopt; }
    base::Result<bool> acknowledge(std::string_view, const FeedPosition&) override { return false; }
    base::Result<void> leave(std::string_view) override { return {}; }
    base::Result<bool> fence(std::string_view, std::uint64_t) override { return false; }
    base::Result<LiveNodes> live() override { return LiveNodes{}; }
    base::Result<Acknowledged> acknowledged(const FeedPosition&) override {
        ++asked;
        return answer;
    }
    base::Result<void> raise_finals(const FeedPosition& change) override {
        raised = change;
        return {};
    }

    base::Result<Acknowledged> answer = Acknowledged::all;
    int asked = 0;
    FeedPosition raised;
};

/// Runs nothing before it is thawed, as threads whose connections to the engine are frozen.
class FrozenRunner final : public base::StoreRunner {
  public:
    explicit FrozenRunner(boost::asio::io_context& io) : thawed_(io.get_executor()) {}

    base::Task<void> run(std::function<void()> work) override {
        while (is_frozen_) co_await thawed_.wait();
        work();
    }
    void post(std::function<void()>) override {}
    void thaw() {
        is_frozen_ = false;
        thawed_.notify_all();
    }

  private:
    bool is_frozen_ = true;
    base::Condition thawed_;
};

class AnnouncerTest : public testing::Test {
  protected:
    /// Waits for 70 ms at most.
    const LeaseTerms terms_{.length = milliseconds{20}};
    const FeedPosition change_{7, 77};
    base::SystemLeaseClock clock_;
    AnsweringRegistry registry_;
};

TEST_F(AnnouncerTest, ReturnsWhenAllHaveAcknowledgedAndTellsTheOthers) {
    base::RunInPlace runner;
    EXPECT_TRUE(fakes::run_task(RegistryAnnouncer{registry_, runner, clock_, terms_}.announce(change_)));
    EXPECT_EQ(registry_.asked, 1);
    EXPECT_EQ(registry_.raised, change_);
}

TEST_F(AnnouncerTest, FailsWhereTheEngineHasLostTheChange) {
    registry_.answer = Acknowledged::lost;
    base::RunInPlace runner;
    EXPECT_FALSE(fakes::run_task(RegistryAnnouncer{registry_, runner, clock_, terms_}.announce(change_)));
}

TEST_F(AnnouncerTest, ReturnsAtTheEndOfEveryLeaseThoughTheEngineRefusesToAnswer) {
    registry_.answer = base::fail(base::ErrorCode::overloaded);
    base::RunInPlace runner;
    EXPECT_TRUE(fakes::run_task(RegistryAnnouncer{registry_, runner, clock_, terms_}.announce(change_)));
    EXPECT_GT(registry_.asked, 2);
}

/// An answer that comes when the announcement is over, and its announcer gone, finds nobody and harms nothing.
TEST_F(AnnouncerTest, ReturnsAtTheEndOfEveryLeaseThoughTheEngineHangs) {
    boost::asio::io_context io;
    FrozenRunner runner{io};
    const auto began = clock_.now();
    std::optional<std::chrono::nanoseconds> took;
    auto announcer = std::make_unique<RegistryAnnouncer>(registry_, runner, clock_, terms_);
    boost::asio::co_spawn(io.get_executor(), announcer->announce(change_),
                          [&](std::exception_ptr, base::Result<void> announced) {
                              EXPECT_TRUE(announced);
                              took = clock_.now().raw - began.raw;
                          });
    while (!took && clock_.now().raw - began.raw < std::chrono::seconds{10}) io.run_one_for(milliseconds{100});
    ASSERT_TRUE(took) << "it waits for the engine";
    EXPECT_GE(*took, terms_.wait());
    announcer.reset();
    EXPECT_EQ(registry_.asked, 0);
    runner.thaw();
    io.run();
    EXPECT_EQ(registry_.asked, 1);
}

}  // namespace
}  // namespace burner::nodes
