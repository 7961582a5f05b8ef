#include "app/private_memory.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>

namespace burner::app {
namespace {

TEST(PrivateMemory, IsInNoCoreDump) {
    ASSERT_EQ(::prctl(PR_SET_DUMPABLE, 1), 0);
    keep_memory_private();
    EXPECT_EQ(::prctl(PR_GET_DUMPABLE), 0);
    EXPECT_EQ(::prctl(PR_SET_DUMPABLE, 1), 0);  // so that a test that crashes leaves one
}

}  // namespace
}  // namespace burner::app
