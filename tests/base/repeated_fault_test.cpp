#include "base/repeated_fault.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

using namespace std::chrono_literals;

TEST(RepeatedFault, IsSaidWhenItBeginsEachMinuteAndWhenItIsOver) {
    RepeatedFault fault;
    const struct {
        std::chrono::milliseconds at;
        bool has_failed;
        FaultNews news;
    } tries[] = {
        {0s, false, FaultNews::none},        {1s, true, FaultNews::failing},      {1'250ms, true, FaultNews::none},
        {60'999ms, true, FaultNews::none},   {61s, true, FaultNews::failing},     {120s, true, FaultNews::none},
        {120'250ms, false, FaultNews::over}, {120'500ms, false, FaultNews::none}, {121s, true, FaultNews::failing},
    };
    for (const auto& one : tries)
        EXPECT_EQ(fault.note(one.has_failed, SteadyTime{} + one.at), one.news) << one.at.count() << " ms";
}

}  // namespace
}  // namespace burner::base
