#include "upstreams/reading/json_object.hpp"

#include <string>

#include <gtest/gtest.h>

#include "upstreams/reading/json_reading.hpp"
#include "upstreams/reading/lenient_reading.hpp"

namespace burner::upstreams {
namespace {

struct Pair {
    std::uint64_t first = 0;
    std::optional<std::uint64_t> second;

    bool operator==(const Pair&) const = default;
};

bool read_pair(ondemand::value json, Pair& out) {
    return read_object(json, required("first", read_number, out.first),
                       optional("second", nullable(read_number), out.second));
}

/// Reads one value from a text; nullopt where it is refused.
template <class T, class Read>
std::optional<T> read_text_as(std::string text, Read read) {
    const simdjson::padded_string padded{"[" + text + "]"};  // a document that is a scalar is no value
    ondemand::parser parser;
    ondemand::document document = parser.iterate(padded);
    T out{};
    if (!read(document.get_array().at(0).value(), out)) return std::nullopt;
    return out;
}

std::optional<Pair> pair_from(std::string text) {
    return read_text_as<Pair>(std::move(text), read_pair);
}

TEST(JsonObject, IsReadInAnyOrder) {
    const Pair both{1, 2};
    EXPECT_EQ(pair_from(R"({"first":1,"second":2})"), both);
    EXPECT_EQ(pair_from(R"({"second":2,"first":1})"), both);
    EXPECT_EQ(pair_from(R"({"other":{"first":7,"deep":[[{}]]},"second":2,"more":null,"first":1})"), both);
}

TEST(JsonObject, LacksNoRequiredMember) {
    EXPECT_EQ(pair_from(R"({"first":1})"), (Pair{1, std::nullopt}));
    EXPECT_EQ(pair_from(R"({"first":1,"second":null})"), (Pair{1, std::nullopt}));
    for (const auto* text : {"{}", R"({"second":2})", R"({"firs":1})", R"({"first1":1})", R"({"FIRST":1})"})
        EXPECT_EQ(pair_from(text), std::nullopt) << text;
}

TEST(JsonObject, RefusesAMemberThatIsGivenTwice) {
    for (const auto* text : {R"({"first":1,"first":1})", R"({"first":1,"second":2,"second":2})",
                             R"({"first":1,"second":null,"second":null})"})
        EXPECT_EQ(pair_from(text), std::nullopt) << text;
    EXPECT_EQ(pair_from(R"({"first":1,"other":1,"other":1})"), (Pair{1, std::nullopt}));
}

TEST(JsonObject, RefusesOtherShapes) {
    for (const auto* text : {R"({"first":"1"})", R"({"first":null})", R"({"first":-1})", R"({"first":1.5})",
                             R"({"first":1,"second":"2"})", "[]", "1", "null", R"("first")"})
        EXPECT_EQ(pair_from(text), std::nullopt) << text;
}

TEST(JsonObject, SaysWhetherAMemberWasRead) {
    const auto is_read = [](std::string text) {
        return read_text_as<bool>(std::move(text), [](ondemand::value json, bool& out) {
            std::uint64_t number = 0;
            auto member = optional("number", read_number, number);
            if (!read_object(json, member)) return false;
            out = member.is_read();
            return true;
        });
    };
    EXPECT_EQ(is_read(R"({"number":0})"), true);
    EXPECT_EQ(is_read("{}"), false);
}

TEST(JsonObject, IsNoneWhereItIsReadLeniently) {
    const auto pair = [](std::string text) {
        return read_text_as<Pair>(std::move(text), [](ondemand::value json, Pair& out) {
            return read_object_if_any(json, optional("second", take_integer, out.second));
        });
    };
    EXPECT_EQ(pair(R"({"second":2})"), (Pair{0, 2}));
    for (const auto* text : {"null", "[1]", "7", R"("second")", "{}", R"({"second":{}})"})
        EXPECT_EQ(pair(text), Pair{}) << text;
    EXPECT_EQ(pair(R"({"second":2,"second":2})"), std::nullopt);
}

}  // namespace
}  // namespace burner::upstreams
