#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

std::string text_of(const std::optional<Bytes>& bytes) {
    return bytes ? std::string{as_text(*bytes)} : "refused";
}

// RFC 4648 section 10.
TEST(Base64, MatchesTheRfcExamples) {
    const std::pair<std::string_view, std::string_view> cases[] = {{"", ""},
                                                                   {"f", "Zg=="},
                                                                   {"fo", "Zm8="},
                                                                   {"foo", "Zm9v"},
                                                                   {"foob", "Zm9vYg=="},
                                                                   {"fooba", "Zm9vYmE="},
                                                                   {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : cases) {
        EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
        EXPECT_EQ(text_of(from_base64(encoded)), plain);
        const std::string unpadded{encoded.substr(0, encoded.find('='))};
        EXPECT_EQ(to_base64url(as_bytes(plain)), unpadded);
        EXPECT_EQ(text_of(from_base64url(unpadded)), plain);
    }
}

TEST(Base64, RefusesWhatIsNotCanonical) {
    for (const std::string_view text :
         {"Zh==", "Zm9=", "Zg=", "Zg", "Zg===", "Z===", "====", "=", "Zm 9v", "Zm9v\n", "-_==", "Zg==Zg=="}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
    for (const std::string_view text : {"Zh", "Zm9", "Z", "Zg==", "+/", "Zm9v=", "Zm9\xc3"}) {
        EXPECT_FALSE(from_base64url(text)) << text;
    }
}

}  // namespace
}  // namespace burner::base
