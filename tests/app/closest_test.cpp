#include "app/closest.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace burner::app {
namespace {

TEST(Closest, FindsWhatWasMeant) {
    const std::vector<std::string> words{"serve", "project", "key", "signing-key", "listen.port", "log.level"};
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"sevre", "serve"},
        {"serv", "serve"},
        {"projects", "project"},
        {"kye", "key"},
        {"signingkey", "signing-key"},
        {"lisen.port", "listen.port"},
        {"log_level", "log.level"},
        {"zzz", ""},
        {"", ""},
        {"something-else", ""},
    };
    for (const auto& [mistyped, meant] : cases) EXPECT_EQ(closest(mistyped, words), meant) << mistyped;
    EXPECT_EQ(did_you_mean("kye", words), "; did you mean key?");
    EXPECT_EQ(did_you_mean("zzz", words), "");
}

}  // namespace
}  // namespace burner::app
