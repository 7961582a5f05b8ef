#include "base/keccak.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace burner::base {
namespace {

std::string hex(const Keccak256& digest) {
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

// Of nothing and of "abc"; SHA3-256, which pads differently, begins with a7ffc6f8 and 3a985da7.
TEST(Keccak256, IsTheOriginalNotSha3) {
    EXPECT_EQ(hex(keccak256({})), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    EXPECT_EQ(hex(keccak256(as_bytes("abc"))), "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
}

}  // namespace
}  // namespace burner::base
