#include "audit/event_buffer.hpp"

#include <gtest/gtest.h>

#include "audit/sample.hpp"

namespace burner::audit {
namespace {

const fakes::FakeClock clock;

TEST(AuditEventBuffer, GivesBackWhatWasPushedInItsOrder) {
    EventBuffer buffer{1u << 20};
    const Event events[] = {mint(clock.now()), refusal(clock.now(), "::1"), {.action = Action::audit_lost, .count = 9}};
    for (const auto& event : events) ASSERT_TRUE(buffer.push(event));
    std::size_t offset = 0;
    Link pushed;
    Link read;
    std::string before;
    std::string after;
    for (const auto& event : events) {
        append_line(before, event, pushed);
        append_line(after, buffer.read(offset), read);
    }
    EXPECT_EQ(before, after);
    EXPECT_EQ(offset, buffer.bytes());
}

TEST(AuditEventBuffer, IsBounded) {
    EventBuffer buffer{10'000};
    int pushed = 0;
    while (buffer.push(mint(clock.now()))) ++pushed;
    EXPECT_GT(pushed, 30);
    EXPECT_LE(buffer.bytes(), 10'000u);
    buffer.clear();
    EXPECT_TRUE(buffer.push(mint(clock.now())));
}

TEST(AuditEventBuffer, CutsLongTexts) {
    EventBuffer buffer{1u << 20};
    const std::string longer(100'000, 'x');
    Event event = mint(clock.now());
    event.detail = longer;
    ASSERT_TRUE(buffer.push(event));
    std::size_t offset = 0;
    EXPECT_EQ(buffer.read(offset).detail.size(), longest_text);
}

}  // namespace
}  // namespace burner::audit
