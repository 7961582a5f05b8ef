#include "base/json_writer.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

/// Long enough for the text to move to new memory several times.
TEST(JsonWriter, PutsCommasAndNamesWhereverTheTextEnds) {
    for (std::size_t before = 0; before < 70; ++before) {
        std::string out;
        JsonWriter json{out};
        json.begin_object();
        json.key("padding");
        json.value(std::string(before, 'x'));
        json.member("name", "a \"b\"");
        json.key(std::string_view{"na\"me"});
        json.begin_array();
        json.value(1);
        json.value(true);
        json.value(nullptr);
        json.end_array();
        json.member("last", Lamports{5});
        json.end_object();
        EXPECT_EQ(out, R"({"padding":")" + std::string(before, 'x') +
                           R"(","name":"a \"b\"","na\"me":[1,true,null],"last":5})");
    }
}

TEST(JsonWriter, WritesListsOfAnyLength) {
    const auto list = [](const std::vector<int>& numbers) {
        std::string out;
        JsonWriter json{out};
        json.begin_object();
        json.array("first", numbers, [](JsonWriter& to, int number) { to.value(number); });
        json.array(std::string_view{"second"}, numbers, [](JsonWriter& to, int number) {
            to.begin_object();
            to.member("n", number);
            to.end_object();
        });
        json.end_object();
        return out;
    };
    EXPECT_EQ(list({}), R"({"first":[],"second":[]})");
    EXPECT_EQ(list({1, 2}), R"({"first":[1,2],"second":[{"n":1},{"n":2}]})");
}

}  // namespace
}  // namespace burner::base
