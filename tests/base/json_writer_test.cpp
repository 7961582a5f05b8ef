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

}  // namespace
}  // namespace burner::base
