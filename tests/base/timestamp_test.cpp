#include "base/timestamp.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(Timestamp, WritesRfc3339WithMilliseconds) {
    EXPECT_EQ(to_rfc3339(UnixTime{std::chrono::milliseconds{1775736600000}}), "2026-04-09T12:10:00.000Z");
}

TEST(Timestamp, ReadsWhatItWrites) {
    for (const auto* text : {"2026-04-09T12:10:00.007Z", "2024-02-29T23:59:59.999Z", "1970-01-01T00:00:00.000Z"}) {
        const auto time = from_rfc3339(text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_rfc3339(*time), text);
    }
}

TEST(Timestamp, ReadsAnyNumberOfDecimals) {
    const std::pair<const char*, const char*> cases[] = {
        {"00Z", "00.000Z"},      {"00.5Z", "00.500Z"},         {"00.05Z", "00.050Z"},       {"00.25Z", "00.250Z"},
        {"00.1239Z", "00.123Z"}, {"00.000999999Z", "00.000Z"}, {"59.999999999Z", "59.999Z"}};
    for (const auto& [text, read] : cases) {
        const auto time = from_rfc3339(std::string{"2026-04-09T12:10:"} + text);
        ASSERT_TRUE(time) << text;
        EXPECT_EQ(to_rfc3339(*time), std::string{"2026-04-09T12:10:"} + read);
    }
}

TEST(Timestamp, RefusesOtherText) {
    for (const auto* text :
         {"", "2026-02-30T00:00:00Z", "2026-04-09 12:10:00Z", "2026-04-09T24:00:00Z", "2026-04-09T12:10:00+00:00",
          "2026-04-09T12:1a:00Z", "2026-04-09T12:10:00.Z", "2026-04-09T12:10:00.1234567890Z",
          "2026-04-09T12:10:00.12a4Z", "2026-04-09T12:10:00.1", "2026-04-09T12:10:00,1Z"}) {
        EXPECT_FALSE(from_rfc3339(text)) << text;
    }
}

}  // namespace
}  // namespace burner::base
