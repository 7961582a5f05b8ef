#include "assets/text.hpp"

#include <gtest/gtest.h>

namespace burner::assets {
namespace {

TEST(CleanText, KeepsWhatPeopleWrite) {
    EXPECT_EQ(clean_text("USD Coin", 64), "USD Coin");
    EXPECT_EQ(clean_text("Ñandú 火 🔥", 64), "Ñandú 火 🔥");
}

TEST(CleanText, RemovesWhatHidesOrReverses) {
    EXPECT_EQ(clean_text("  a\tb\r\nc\x1b[31m \x7f", 64), "abc[31m");
    EXPECT_EQ(clean_text("safe\u202Eelgge\u202C", 64), "safeelgge");
    EXPECT_EQ(clean_text("a\u200Bb\u2066c\u2069\uFEFF", 64), "abc");
    EXPECT_EQ(clean_text(std::string_view("a\0b", 3), 64), "ab");
    EXPECT_EQ(clean_text(" \u202E \t", 64), "");
}

TEST(CleanText, DropsBytesThatAreNotUtf8) {
    EXPECT_EQ(clean_text("a\xff\xfe"
                         "b",
                         64),
              "ab");
    EXPECT_EQ(clean_text("\xc0\xaf", 64), "");          // overlong
    EXPECT_EQ(clean_text("\xed\xa0\x80x", 64), "x");    // surrogate
    EXPECT_EQ(clean_text("x\xf0\x9f\x94", 64), "x");    // truncated
    EXPECT_EQ(clean_text("\xf5\x80\x80\x80", 64), "");  // above U+10FFFF
}

TEST(CleanText, CountsCharactersNotBytes) {
    EXPECT_EQ(clean_text("火火火火", 2), "火火");
    EXPECT_EQ(clean_text(std::string(1'000'000, 'x'), 64).size(), 64U);
}

TEST(Uri, IsPublicWhenABrowserMayFollowIt) {
    for (const char* uri : {"https://example.com/7.json", "http://a", "ipfs://bafy/7.png", "ar://x?ext=png"})
        EXPECT_TRUE(is_public_uri(uri)) << uri;
    for (const char* uri : {"", "https://", "javascript:alert(1)", "data:image/svg+xml,x", "file:///etc/passwd",
                            "https://a/\"><script>", "https://a b", "HTTPS://a", " https://a"})
        EXPECT_FALSE(is_public_uri(uri)) << uri;
}

TEST(Uri, IsAnImageByTheEndOfItsPath) {
    EXPECT_TRUE(is_image_uri("https://example.com/7.png"));
    EXPECT_TRUE(is_image_uri("https://example.com/7.webp?size=2#x"));
    EXPECT_FALSE(is_image_uri("https://example.com/7.json"));
    EXPECT_FALSE(is_image_uri("https://example.com/?x=7.png"));
    EXPECT_FALSE(is_image_uri("data:7.png"));
}

}  // namespace
}  // namespace burner::assets
