#include "limits/address_limit.hpp"

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"

namespace burner::limits {
namespace {

using std::chrono::seconds;

class AddressLimitTest : public testing::Test {
  protected:
    void fail(const base::IpAddress& address, int times) {
        for (int i = 0; i < times; ++i) throttle_.count(address, clock_.steady());
    }
    std::optional<seconds> blocked(const base::IpAddress& address) {
        return throttle_.blocked(address, clock_.steady());
    }
    static base::IpAddress v6(std::uint8_t site, std::uint8_t host) {
        base::IpAddress address{{0x20, 0x01, 0x0d, 0xb8}};
        address.bytes[7] = site;
        address.bytes[15] = host;
        return address;
    }

    fakes::FakeClock clock_;
    AddressLimit throttle_{{.burst = 10, .refill_per_minute = 6, .addresses = 64}};
    const base::IpAddress here_ = base::IpAddress::v4({192, 0, 2, 1});
};

TEST_F(AddressLimitTest, BlocksAfterTheBurstAndLetsOneThroughAtATime) {
    EXPECT_EQ(blocked(here_), std::nullopt);
    fail(here_, 9);
    EXPECT_EQ(blocked(here_), std::nullopt);
    fail(here_, 1);
    EXPECT_EQ(blocked(here_), seconds{10});
    clock_.advance(seconds{9});
    EXPECT_EQ(blocked(here_), seconds{1});
    clock_.advance(seconds{1});
    EXPECT_EQ(blocked(here_), std::nullopt);
    fail(here_, 1);
    EXPECT_EQ(blocked(here_), seconds{10});
}

TEST_F(AddressLimitTest, FailuresBeyondTheBurstDoNotLockOutForLonger) {
    fail(here_, 1000);
    EXPECT_EQ(blocked(here_), seconds{10});
    clock_.advance(seconds{100});
    fail(here_, 9);
    EXPECT_EQ(blocked(here_), std::nullopt);
}

TEST_F(AddressLimitTest, AdmitsUpToTheLimitAndSaysWhatIsLeft) {
    AddressLimit limit{per_minute(3)};
    for (const std::uint32_t left : {2u, 1u, 0u}) {
        const auto answer = limit.admit(here_, clock_.steady());
        EXPECT_TRUE(answer.admitted);
        EXPECT_EQ(answer.limit, 3u);
        EXPECT_EQ(answer.remaining, left);
    }
    const auto refused = limit.admit(here_, clock_.steady());
    EXPECT_FALSE(refused.admitted);
    EXPECT_EQ(refused.retry_after, seconds{20});
    EXPECT_TRUE(limit.admit(v6(1, 1), clock_.steady()).admitted);
    clock_.advance(seconds{20});
    EXPECT_TRUE(limit.admit(here_, clock_.steady()).admitted);
    EXPECT_FALSE(limit.admit(here_, clock_.steady()).admitted);
}

TEST_F(AddressLimitTest, SeveralNodesShareWhatIsAllowed) {
    AddressLimit throttle{{.burst = 30, .refill_per_minute = 30}};
    const auto failures_until_blocked = [&](const base::IpAddress& address) {
        int failures = 0;
        while (!throttle.blocked(address, clock_.steady())) {
            throttle.count(address, clock_.steady());
            ++failures;
        }
        return failures;
    };
    throttle.share_with(2);
    EXPECT_EQ(failures_until_blocked(here_), 10);
    EXPECT_EQ(throttle.blocked(here_, clock_.steady()), seconds{6});
    throttle.share_with(99);
    EXPECT_EQ(failures_until_blocked(v6(1, 1)), 5);
    throttle.share_with(0);
    EXPECT_EQ(failures_until_blocked(v6(2, 1)), 30);
}

TEST_F(AddressLimitTest, AddressesAreCountedApartAndIpv6BySixtyFour) {
    fail(here_, 10);
    EXPECT_EQ(blocked(base::IpAddress::v4({192, 0, 2, 2})), std::nullopt);
    fail(v6(1, 1), 5);
    fail(v6(1, 2), 5);
    EXPECT_TRUE(blocked(v6(1, 3)));
    EXPECT_EQ(blocked(v6(2, 1)), std::nullopt);
}

TEST_F(AddressLimitTest, TheTableIsBoundedAndKeepsTheWorst) {
    fail(here_, 10);
    for (int i = 0; i < 50'000; ++i) {
        fail(base::IpAddress::v4({10, static_cast<std::uint8_t>(i >> 16), static_cast<std::uint8_t>(i >> 8),
                                  static_cast<std::uint8_t>(i)}),
             1);
    }
    EXPECT_TRUE(blocked(here_));
}

}  // namespace
}  // namespace burner::limits
