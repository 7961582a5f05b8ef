#include "base/json_text.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

TEST(JsonText, EscapesWhatWouldEndTheStringOrTheLine) {
    EXPECT_EQ(escaped("a\"b\\c\nd\re\tf"), R"(a\"b\\c\nd\re\tf)");
    EXPECT_EQ(escaped(std::string_view{"\0\x1f\x7f", 3}), R"(\u0000\u001f\u007f)");
}

/// U+009B begins a command in terminals that read eight bits, as ESC [ does in all.
TEST(JsonText, EscapesTheControlsAboveAscii) {
    EXPECT_EQ(escaped("a\xc2\x80z\xc2\x9b"), R"(a\u0080z\u009b)");
    EXPECT_EQ(escaped("\xc2\x9f\xc2\xa0"), "\\u009f\xc2\xa0");
    EXPECT_EQ(escaped("Ä"), "Ä");
}

TEST(JsonText, KeepsUtf8AndReplacesWhatIsNot) {
    EXPECT_EQ(escaped("Grüße 🔥"), "Grüße 🔥");
    const std::string_view bad[] = {"\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "\xc3"};
    for (const auto text : bad) {
        std::string expected;
        for (std::size_t i = 0; i < text.size(); ++i) expected += "\xef\xbf\xbd";
        EXPECT_EQ(escaped(text), expected);
    }
}

/// Text is looked at in blocks; a character must be seen wherever it stands in one.
TEST(JsonText, EscapesAtEveryPlaceOfALongText) {
    for (std::size_t at = 0; at < 70; ++at) {
        std::string text(70, 'a');
        text[at] = '"';
        EXPECT_EQ(escaped(text), std::string(at, 'a') + "\\\"" + std::string(69 - at, 'a')) << at;
    }
}

}  // namespace
}  // namespace burner::base
