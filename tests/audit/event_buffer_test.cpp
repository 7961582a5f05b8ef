#include "audit/event_buffer.hpp"

#include <gtest/gtest.h>

namespace burner::audit {
namespace {

TEST(AuditEventBuffer, GivesBackWhatWasPushedInItsOrder) {
    EventBuffer buffer{1u << 20};
    const std::string_view events[] = {R"(,"time":"1")", "", R"(,"time":"3","count":9)"};
    for (const auto event : events) ASSERT_TRUE(buffer.push(event));
    std::size_t offset = 0;
    for (const auto event : events) EXPECT_EQ(buffer.read(offset), event);
    EXPECT_EQ(offset, buffer.bytes());
}

TEST(AuditEventBuffer, IsBounded) {
    EventBuffer buffer{10'000};
    const std::string event(99, 'x');
    int pushed = 0;
    while (buffer.push(event)) ++pushed;
    EXPECT_EQ(pushed, 100);
    EXPECT_EQ(buffer.bytes(), 10'000u);
    buffer.clear();
    EXPECT_TRUE(buffer.push(event));
}

}  // namespace
}  // namespace burner::audit
