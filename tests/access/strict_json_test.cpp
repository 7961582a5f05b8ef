#include "access/strict_json.hpp"

#include <gtest/gtest.h>

#include "fakes/vectors.hpp"

namespace burner::access {
namespace {

TEST(TokenJson, GivesStringsAndIntegersByName) {
    const auto object = parse_strict_json(R"({"s":"a\u00e9","i":-7,"f":1.0,"n":null,"b":true,"o":{"s":1},"a":[1]})");
    ASSERT_TRUE(object);
    EXPECT_EQ(*object->text("s"), "a\u00e9");
    EXPECT_EQ(*object->integer("i"), -7);
    for (const auto* name : {"f", "n", "b", "o", "a"}) {
        EXPECT_TRUE(object->has(name)) << name;
        EXPECT_EQ(object->text(name), nullptr) << name;
        EXPECT_EQ(object->integer(name), nullptr) << name;
    }
    EXPECT_FALSE(object->has("x"));
    EXPECT_EQ(object->size(), 7u);
}

TEST(TokenJson, RefusesWhatIsNotOneObject) {
    for (const auto* text : {"", " ", "null", "[]", "\"x\"", "1", "{", "{}}", "{} {}", "{}x", "{\"a\":1,}",
                             "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", "{'a':1}", "{\"a\":NaN}"}) {
        EXPECT_FALSE(parse_strict_json(text)) << text;
    }
    EXPECT_FALSE(parse_strict_json(std::string_view("{}\0", 3)));
    EXPECT_TRUE(parse_strict_json(" {} \n"));
}

TEST(TokenJson, RefusesAMemberTwiceAtAnyDepth) {
    for (const auto* text : {R"({"a":1,"a":1})", R"({"a":1,"\u0061":2})", R"({"x":{"a":1,"a":2}})",
                             R"({"x":[{"y":[{"a":1,"b":2,"a":3}]}]})"}) {
        EXPECT_FALSE(parse_strict_json(text)) << text;
    }
    EXPECT_TRUE(parse_strict_json(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"));
}

TEST(TokenJson, RefusesWhatIsTooDeep) {
    const auto nested = [](int depth) {
        return R"({"a":)" + std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']') + "}";
    };
    EXPECT_TRUE(parse_strict_json(nested(7)));
    EXPECT_FALSE(parse_strict_json(nested(8)));
    EXPECT_FALSE(parse_strict_json(nested(100'000)));
}

class TokenJsonVectors : public fakes::VectorTest {};

/// Each file of JSONTestSuite as it is, and as a member of an object.
TEST_F(TokenJsonVectors, AgreesWithJsonTestSuite) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root_ / "JSONTestSuite/test_parsing")) {
        const std::string name = entry.path().filename().string();
        const std::string text = read(entry.path());
        ++files;
        if (name.starts_with("n_")) {
            EXPECT_FALSE(parse_strict_json(text)) << name;
        } else if (name.starts_with("y_")) {
            const bool doubled = name.starts_with("y_object_duplicated_key");
            EXPECT_EQ(parse_strict_json("{\"claim\":" + text + "}").has_value(), !doubled) << name;
        }
    }
    EXPECT_GT(files, 300);
}

}  // namespace
}  // namespace burner::access
