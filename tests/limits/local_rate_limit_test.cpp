#include "limits/local_rate_limit.hpp"

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"

namespace burner::limits {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class RateLimitTest : public testing::Test {
  protected:
    RateAnswer ask(std::string_view key = "key_1", std::uint32_t limit = 30) {
        return limit_.admit(key, limit, clock_.steady());
    }

    fakes::FakeClock clock_;
    LocalRateLimit limit_;
};

TEST_F(RateLimitTest, CountsDownAndThenRefuses) {
    for (std::uint32_t left = 30; left-- > 0;) {
        const auto answer = ask();
        EXPECT_TRUE(answer.admitted);
        EXPECT_EQ(answer.limit, 30u);
        EXPECT_EQ(answer.remaining, left);
    }
    const auto refused = ask();
    EXPECT_FALSE(refused.admitted);
    EXPECT_EQ(refused.limit, 30u);
    EXPECT_EQ(refused.remaining, 0u);
    EXPECT_EQ(refused.retry_after, seconds{60});
}

TEST_F(RateLimitTest, TheWindowStartsWithTheFirstRequestAndRetryAfterIsTrue) {
    ask("key_1", 1);
    clock_.advance(milliseconds{59'001});
    const auto refused = ask("key_1", 1);
    EXPECT_EQ(refused.retry_after, seconds{1});
    clock_.advance(milliseconds{998});
    EXPECT_FALSE(ask("key_1", 1).admitted);
    clock_.advance(milliseconds{1});
    EXPECT_TRUE(ask("key_1", 1).admitted);
    EXPECT_FALSE(ask("key_1", 1).admitted);
}

TEST_F(RateLimitTest, KeysDoNotShare) {
    EXPECT_TRUE(ask("key_1", 1).admitted);
    EXPECT_TRUE(ask("key_2", 1).admitted);
    EXPECT_FALSE(ask("key_1", 1).admitted);
}

TEST_F(RateLimitTest, ARaisedLimitHoldsAtOnce) {
    EXPECT_TRUE(ask("key_1", 1).admitted);
    EXPECT_FALSE(ask("key_1", 1).admitted);
    EXPECT_EQ(ask("key_1", 3).remaining, 1u);
}

TEST_F(RateLimitTest, UnlimitedAlwaysAdmits) {
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(ask("key_1", unlimited).admitted);
}

TEST_F(RateLimitTest, SettingTheClockGivesNoNewWindow) {
    EXPECT_TRUE(ask("key_1", 1).admitted);
    clock_.set(clock_.now() + std::chrono::hours{1000});
    EXPECT_FALSE(ask("key_1", 1).admitted);
    clock_.set(clock_.now() - std::chrono::hours{2000});
    EXPECT_FALSE(ask("key_1", 1).admitted);
}

TEST_F(RateLimitTest, OfParallelRequestsExactlyTheLimitIsAdmitted) {
    constexpr int threads = 8;
    constexpr int each = 200;
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> admitted{0};
        std::barrier start{threads};
        {
            std::vector<std::jthread> crowd;
            for (int i = 0; i < threads; ++i) {
                crowd.emplace_back([&] {
                    start.arrive_and_wait();
                    for (int n = 0; n < each; ++n) admitted += ask("key_1", 300).admitted ? 1 : 0;
                });
            }
        }
        EXPECT_EQ(admitted, 300);
        clock_.advance(seconds{60});
    }
}

TEST(RateLimitError, IsDocumented) {
    EXPECT_EQ(rate_limited(), base::Error{base::ErrorCode::rate_limited});
}

}  // namespace
}  // namespace burner::limits
