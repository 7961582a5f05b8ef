#include "audit/batch_seal.hpp"

#include <gtest/gtest.h>

#include "audit/sample.hpp"

namespace burner::audit {
namespace {

TEST(AuditBatchSeal, HashesAsSha256) {
    EXPECT_EQ(view(hex_sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// The hash is what `sha256sum` says of the hash before and the lines without the member `hash`.
TEST(AuditBatchSeal, IsTheHashOfTheHashBeforeAndTheLines) {
    const std::string first = line_of(mint(clock.now()));
    std::string last = line_of(refusal(clock.now(), "::1"));
    const Link before{40, hex_sha256("before")};
    Link link = before;
    const std::string text = sealed(first + last, link);
    last.insert(last.size() - 2, R"(,"seq":42)");
    const HexHash hash = hex_sha256(std::string{view(before.hash)} + first + last);
    EXPECT_EQ(link, (Link{42, hash}));
    last.insert(last.size() - 2, R"(,"hash":")" + std::string{view(hash)} + '"');
    EXPECT_EQ(text, first + last);
}

TEST(AuditBatchSeal, ReadsBackWhatItWrote) {
    const std::string first = line_of(mint(clock.now()));
    Link link;
    const std::string text = sealed(first + first, link);
    const auto lines = lines_of(text);
    EXPECT_FALSE(sealed_line(lines[0]));
    const auto last = sealed_line(lines[1]).value();
    EXPECT_EQ(last.link, link);
    EXPECT_EQ(hash_of_batch(Link{}.hash, first, last), link.hash);
    EXPECT_NE(hash_of_batch(hex_sha256("another"), first, last), link.hash);
    EXPECT_NE(hash_of_batch(Link{}.hash, "", last), link.hash);
}

TEST(AuditBatchSeal, TakesNothingElseForASeal) {
    const std::string hash(64, 'a');
    const std::string right = R"({"x":1,"seq":3,"hash":")" + hash + R"("})";
    ASSERT_TRUE(sealed_line(right));
    for (const std::string& wrong : {
             std::string{},
             std::string{"{}"},
             R"({"x":1,"seq":3,"hash":")" + hash + R"("}x)",
             R"({"x":1,"seq":3,"hash":")" + hash + "a\"}",
             R"({"x":1,"seq":3,"hash":")" + std::string(64, 'A') + R"("})",
             R"({"x":1,"seq":-3,"hash":")" + hash + R"("})",
             R"({"x":1,"seq":3.5,"hash":")" + hash + R"("})",
             R"({"x":1,"seq":99999999999999999999,"hash":")" + hash + R"("})",
             R"({"x":1,"hash":")" + hash + R"("})",
             R"({"detail":",\"seq\":3,\"hash\":\")" + hash + R"(\""})",
         }) {
        EXPECT_FALSE(sealed_line(wrong)) << wrong;
    }
}

/// A text of a caller cannot look like the end of a batch.
TEST(AuditBatchSeal, IsNotMadeByAText) {
    Event event = mint(clock.now());
    const std::string forged = R"(r","seq":9,"hash":")" + std::string(64, 'a');
    event.request_id = forged;
    const std::string line = line_of(event);
    EXPECT_FALSE(sealed_line(std::string_view{line}.substr(0, line.size() - 1)));
}

}  // namespace
}  // namespace burner::audit
