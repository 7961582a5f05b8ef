#include <burnandclaim/retry_after.hpp>

#include <gtest/gtest.h>

namespace burner::test {
namespace {

using namespace std::chrono;

/// 2026-04-09T12:00:00.500Z
constexpr system_clock::time_point now = sys_days{year{2026} / 4 / 9} + 12h + 500ms;

struct RetryAfterCase {
    std::string_view header;
    std::optional<seconds> wait;
};

TEST(RetryAfter, IsSecondsOrAnHttpDate) {
    for (const auto& [header, wait] : {
             RetryAfterCase{"0", 0s},
             {"7", 7s},
             {" 7\t", 7s},
             {"99999999999999999999999999", 999'999'999s},
             {"Thu, 09 Apr 2026 12:00:10 GMT", 10s},
             {"Thursday, 09-Apr-26 12:00:10 GMT", 10s},
             {"Thu Apr  9 12:00:10 2026", 10s},
             {"Thu, 09 Apr 2026 11:00:00 GMT", 0s},
             {"Sunday, 06-Nov-94 08:49:37 GMT", 0s},
             {"", std::nullopt},
             {"-1", std::nullopt},
             {"1.5", std::nullopt},
             {"1e3", std::nullopt},
             {"soon", std::nullopt},
             {"2026-04-09T12:00:10Z", std::nullopt},
             {"Thu, 99 Apr 2026 12:00:10 GMT", std::nullopt},
             {"Thu, 31 Feb 2026 12:00:10 GMT", std::nullopt},
             {"Thu, 09 Apr 2026 25:00:10 GMT", std::nullopt},
             {"Thu, 09 Apr 2026 12:00:10 CET", std::nullopt},
             {"Thu, 09 Foo 2026 12:00:10 GMT", std::nullopt},
             {"Thu, 09 Apr 99999999999 12:00:10 GMT", std::nullopt},
         })
        EXPECT_EQ(burnandclaim::parse_retry_after(header, now), wait) << header;
}

}  // namespace
}  // namespace burner::test
