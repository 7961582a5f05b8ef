#include "base/utf8.hpp"

#include <string>

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(IsUtf8, FollowsRfc3629) {
    for (const std::string_view text : {"", "abc", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                        "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
    for (const std::string_view text :
         {"\x80", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2x", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe2\x82",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "ok\xf0\x9f\x98"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
    EXPECT_TRUE(is_utf8(std::string_view{"a\0b", 3}));
}

/// Tells of every text whether some continuation makes it valid, by trying.
bool can_become_utf8(const std::string& text) {
    for (const std::string_view rest :
         {"", "\x80", "\xa0", "\x90", "\x80\x80", "\xa0\x80", "\x90\x80\x80", "\x80\x80\x80"}) {
        if (is_utf8(text + std::string{rest})) return true;
    }
    return false;
}

TEST(BeginsUtf8, IsWhatMoreBytesCanMakeValid) {
    for (int first = 0; first < 256; ++first) {
        const std::string one{static_cast<char>(first)};
        EXPECT_EQ(begins_utf8("a" + one), can_become_utf8(one)) << first;
        for (int second = 0; second < 256; ++second) {
            const auto two = one + static_cast<char>(second);
            EXPECT_EQ(begins_utf8(two), can_become_utf8(two)) << first << ' ' << second;
        }
    }
    for (const std::string_view text : {"", "ok", "ok\xf0\x9f\x98", "\xf4\x8f\xbf"})
        EXPECT_TRUE(begins_utf8(text)) << text;
    for (const std::string_view text : {"\xf0\x9f\x98x", "\xf0\x9fx", "\xe2\x82x", "\xe2x", "\xf4\x90\x80\x80ok"}) {
        EXPECT_FALSE(begins_utf8(text)) << text;
    }
}

}  // namespace
}  // namespace burner::base
