#include "webhooks/retry_schedule.hpp"

#include <gtest/gtest.h>

namespace burner::webhooks {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr base::UnixTime created{1'775'736'000'000ms};

std::optional<milliseconds> wait(unsigned attempts, double jitter, std::optional<std::chrono::seconds> asked = {}) {
    const base::UnixTime now = created + 1h;
    const auto next = next_attempt({created, now, attempts, asked}, jitter);
    if (!next) return std::nullopt;
    return *next - now;
}

TEST(RetrySchedule, DoublesFromFiveSecondsToTwoHours) {
    const std::vector<milliseconds> expected{5s,   10s,   20s,   40s,   80s,   160s, 320s,
                                             640s, 1280s, 2560s, 5120s, 7200s, 7200s};
    for (unsigned i = 0; i < expected.size(); ++i) EXPECT_EQ(wait(i + 1, 0.5), expected[i]) << i;
    EXPECT_EQ(wait(1'000'000, 0.5), 7200s);
}

TEST(RetrySchedule, JitterIsAQuarterEitherWay) {
    EXPECT_EQ(wait(1, 0), 3750ms);
    EXPECT_EQ(wait(1, 0.999999), 6249ms);
    EXPECT_EQ(wait(20, 0), 90min);
}

TEST(RetrySchedule, WaitsLongerWhenAskedToButNotOverTwoHours) {
    EXPECT_EQ(wait(1, 0.5, 60s), 60s);
    EXPECT_EQ(wait(1, 0.5, 1s), 5s);
    EXPECT_EQ(wait(1, 0.5, 2h), 2h);
    EXPECT_EQ(wait(1, 0.5, 999'999h), 2h);
    EXPECT_EQ(wait(1, 0.5, std::chrono::seconds::max()), 2h);
    EXPECT_EQ(wait(1, 0.5, -5s), 5s);
}

TEST(RetrySchedule, GivesUpAtTwentyFourHoursAfterOneLastAttempt) {
    for (const double jitter : {0.0, 0.5, 0.999}) {
        base::UnixTime now = created;
        unsigned attempts = 1;
        for (auto next = next_attempt({created, now, attempts, {}}, jitter); next;
             next = next_attempt({created, now, attempts, {}}, jitter)) {
            EXPECT_GT(*next, now);
            now = *next;
            ++attempts;
            ASSERT_LE(now, created + 24h);
        }
        EXPECT_EQ(now, created + 24h);
        EXPECT_GE(attempts, 18U);
        EXPECT_LE(attempts, 30U);
    }
}

TEST(RetrySchedule, AMessageFoundAfterItsDayIsTriedOnce) {
    EXPECT_EQ(next_attempt({created, created + 24h, 1, {}}, 0.5), std::nullopt);
    EXPECT_EQ(next_attempt({created, created + 72h, 1, 60s}, 0.5), std::nullopt);
    EXPECT_EQ(next_attempt({created, created + 24h - 1ms, 9, 60s}, 0.5), created + 24h);
}

}  // namespace
}  // namespace burner::webhooks
