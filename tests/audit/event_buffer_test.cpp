#include "audit/event_buffer.hpp"

#include <gtest/gtest.h>

namespace burner::audit {
namespace {

TEST(AuditEventBuffer, GivesBackAsManyWholeLinesAsAreAskedFor) {
    EventBuffer buffer{1u << 20};
    for (const auto line : {"one\n", "two\n", "a longer one\n", "4\n"}) ASSERT_TRUE(buffer.push(line));
    const struct {
        std::size_t offset;
        std::size_t max_bytes;
        std::string_view lines;
    } cases[] = {
        {0, 100, "one\ntwo\na longer one\n4\n"},
        {0, 23, "one\ntwo\na longer one\n4\n"},
        {0, 22, "one\ntwo\na longer one\n"},
        {0, 8, "one\ntwo\n"},
        {0, 7, "one\n"},
        {0, 4, "one\n"},
        {0, 1, "one\n"},
        {8, 5, "a longer one\n"},
        {21, 1, "4\n"},
    };
    for (const auto& [offset, max_bytes, lines] : cases)
        EXPECT_EQ(buffer.lines_from(offset, max_bytes), lines) << offset << ' ' << max_bytes;
}

TEST(AuditEventBuffer, IsBounded) {
    EventBuffer buffer{10'000};
    const std::string line = std::string(99, 'x') + '\n';
    int pushed = 0;
    while (buffer.push(line)) ++pushed;
    EXPECT_EQ(pushed, 100);
    EXPECT_EQ(buffer.bytes(), 10'000u);
    buffer.clear();
    EXPECT_TRUE(buffer.push(line));
}

}  // namespace
}  // namespace burner::audit
