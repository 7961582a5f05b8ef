#include "limits/local_work_limit.hpp"

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

class WorkLimitTest : public testing::Test {
  protected:
    std::optional<seconds> spend(std::uint64_t work, std::uint32_t per_minute = 600, std::string_view key = "key_1") {
        const auto answer = limit_.spend(key, work, per_minute, clock_.steady());
        return answer.admitted ? std::nullopt : std::optional{answer.retry_after};
    }

    fakes::FakeClock clock_;
    LocalWorkLimit limit_;
};

TEST_F(WorkLimitTest, HoldsTwentyFiveForEachRequestAndAnyOneRequest) {
    EXPECT_EQ(WorkLimit::capacity(600), 15'000U);
    EXPECT_EQ(WorkLimit::capacity(65), 1'625U);
    EXPECT_EQ(WorkLimit::capacity(30), 1'600U);
    EXPECT_EQ(spend(1'600, 1), std::nullopt);
}

TEST_F(WorkLimitTest, RefillsEvenlyWithinAMinute) {
    EXPECT_EQ(spend(15'000), std::nullopt);
    EXPECT_EQ(spend(1), seconds{1});
    EXPECT_EQ(spend(1'600), seconds{7});  // 250 a second
    clock_.advance(milliseconds{6'399});
    EXPECT_EQ(spend(1'600), seconds{1});
    clock_.advance(milliseconds{1});
    EXPECT_EQ(spend(1'600), std::nullopt);
    EXPECT_EQ(spend(15'000), seconds{60});
    clock_.advance(std::chrono::hours{1});
    EXPECT_EQ(spend(15'000), std::nullopt);
    EXPECT_TRUE(spend(1));
}

TEST_F(WorkLimitTest, TakesAllOfARequestsWorkOrNone) {
    EXPECT_EQ(spend(14'000), std::nullopt);
    EXPECT_TRUE(spend(1'001));
    EXPECT_EQ(spend(1'000), std::nullopt);
}

TEST_F(WorkLimitTest, KeysDoNotShareAndUnlimitedIsNotCounted) {
    EXPECT_EQ(spend(15'000), std::nullopt);
    EXPECT_EQ(spend(15'000, 600, "key_2"), std::nullopt);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(spend(1'000'000, unlimited), std::nullopt);
}

TEST_F(WorkLimitTest, OfParallelRequestsExactlyThoseThatFitAreAdmitted) {
    constexpr int threads = 8;
    for (const std::uint32_t per_minute : {77U, 600U}) {  // 1,925 units do not divide a minute
        std::atomic<std::uint64_t> spent{0};
        std::barrier start{threads};
        {
            std::vector<std::jthread> crowd;
            for (int i = 0; i < threads; ++i) {
                crowd.emplace_back([&] {
                    start.arrive_and_wait();
                    for (int n = 0; n < 2'000; ++n) spent += spend(1, per_minute) ? 0 : 1;
                });
            }
        }
        EXPECT_EQ(spent, WorkLimit::capacity(per_minute));
        clock_.advance(seconds{60});
    }
}

}  // namespace
}  // namespace burner::limits
