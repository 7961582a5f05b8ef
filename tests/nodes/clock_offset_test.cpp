#include "nodes/clock_offset.hpp"

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

base::UnixTime at(std::int64_t milliseconds) {
    return base::UnixTime{std::chrono::milliseconds{milliseconds}};
}

TEST(ClockOffset, IsTooFarOnlyWhereItCertainlyIs) {
    struct Case {
        std::int64_t before, engine, after;
        double ahead;
        bool is_too_far;
    };
    for (const auto& [before, engine, after, ahead, is_too_far] : {
             Case{10'000, 10'000, 10'000, 0, false}, Case{10'000, 9'500, 10'000, 0.5, false},
             Case{10'000, 9'499, 10'000, 0.501, true}, Case{10'000, 10'501, 10'000, -0.501, true},
             Case{10'000, 10'050, 10'100, 0, false}, Case{10'000, 9'000, 10'800, 1.4, true},  // by 1.0 s at least
             Case{10'000, 10'000, 12'000, 1.0, false},                                        // by nothing, perhaps
             Case{10'000, 11'400, 10'800, -1.0, true},                                        // by 0.6 s at least
             Case{10'000, 11'200, 10'800, -0.8, false},                                       // by 0.4 s, perhaps
         }) {
        const auto offset = ClockOffset::between(at(before), at(engine), at(after));
        EXPECT_NEAR(offset.ahead.count(), ahead, 1e-9) << engine;
        EXPECT_EQ(offset.is_too_far(), is_too_far) << engine;
    }
}

}  // namespace
}  // namespace burner::nodes
