#include "audit/refusals.hpp"

#include <gtest/gtest.h>

#include "audit/sample.hpp"

namespace burner::audit {
namespace {

class AuditRefusals : public testing::Test {
  protected:
    bool admit(std::string_view from, std::string_view code = "invalid_api_key") {
        return refusals_.admit(refusal(clock_.now(), from, code), clock_.steady());
    }
    std::vector<Tally> take() { return refusals_.take(clock_.steady()); }

    fakes::FakeClock clock_;
    Refusals refusals_;
};

TEST_F(AuditRefusals, AreWrittenOneByOneUntilThereAreManyEqualOnes) {
    for (std::uint32_t i = 0; i < Refusals::written_each; ++i) EXPECT_TRUE(admit("192.0.2.1"));
    for (int i = 0; i < 90; ++i) EXPECT_FALSE(admit("192.0.2.1"));
    EXPECT_TRUE(admit("192.0.2.2"));
    EXPECT_TRUE(admit("192.0.2.1", "session_expired"));
    EXPECT_TRUE(take().empty());
    clock_.advance(std::chrono::seconds{1});
    const auto tallies = take();
    ASSERT_EQ(tallies.size(), 1u);
    const auto event = tallies[0].event();
    EXPECT_EQ(event.count, 90u);
    EXPECT_EQ(event.from, "192.0.2.1");
    EXPECT_EQ(event.detail, "invalid_api_key");
    EXPECT_EQ(event.subject, "/sessions");
    EXPECT_TRUE(take().empty());
    EXPECT_TRUE(admit("192.0.2.1")) << "a new second";
}

TEST_F(AuditRefusals, OfAnyNumberOfAddressesAreBoundedAndNoneIsUncounted) {
    std::uint64_t written = 0;
    for (int i = 0; i < 100'000; ++i) written += admit("2001:db8::" + std::to_string(i % 50'000)) ? 1 : 0;
    EXPECT_EQ(written, Refusals::written_in_all);
    clock_.advance(std::chrono::seconds{1});
    const auto tallies = take();
    EXPECT_EQ(tallies.size(), Refusals::tallies + 1);
    std::uint64_t counted = 0;
    std::uint64_t elsewhere = 0;
    for (const auto& tally : tallies) {
        counted += tally.count;
        elsewhere += tally.from == "*" ? 1 : 0;
    }
    EXPECT_EQ(written + counted, 100'000u);
    EXPECT_EQ(elsewhere, 1u);
}

TEST_F(AuditRefusals, AreGivenOutAtTheEndThoughTheirSecondHasNotPassed) {
    for (int i = 0; i < 25; ++i) admit("192.0.2.1");
    const auto tallies = refusals_.take(clock_.steady(), true);
    ASSERT_EQ(tallies.size(), 1u);
    EXPECT_EQ(tallies[0].count, 15u);
}

}  // namespace
}  // namespace burner::audit
