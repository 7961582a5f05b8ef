#include "base/plain_ascii.hpp"

#include <string>

#include <gtest/gtest.h>

namespace burner::base {
namespace {

bool is_plain_one_by_one(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f && c != '=' && c != '"'; });
}

/// Every byte at every place of short, odd and long texts, before the lowest and the highest that pass.
TEST(PlainAscii, SeesEveryByteWhereverItStands) {
    for (const std::size_t length : {1, 7, 8, 9, 15, 16, 17, 40}) {
        for (std::size_t at = 0; at < length; ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string text(length, '~');
                text[at] = static_cast<char>(byte);
                EXPECT_EQ((is_plain_ascii<' ', '=', '"'>(text)), is_plain_one_by_one(text)) << length << ' ' << byte;
                text[(at + 1) % length] = '!';
                EXPECT_EQ((is_plain_ascii<' ', '=', '"'>(text)), is_plain_one_by_one(text)) << length << ' ' << byte;
            }
        }
    }
    EXPECT_TRUE(is_plain_ascii<'"'>(""));
}

}  // namespace
}  // namespace burner::base
