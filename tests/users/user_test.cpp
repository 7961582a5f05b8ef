#include "users/user.hpp"

#include <gtest/gtest.h>

namespace burner::users {
namespace {

TEST(NormalEmail, IsLowerCaseAndHasTwoParts) {
    const std::pair<std::string, std::optional<std::string>> rows[] = {
        {"ops@shop.example", "ops@shop.example"},
        {"Ops+Key@Shop.Example", "ops+key@shop.example"},
        {"ops@localhost", "ops@localhost"},
        {"", std::nullopt},
        {"ops", std::nullopt},
        {"@shop.example", std::nullopt},
        {"ops@", std::nullopt},
        {"ops@a@b", std::nullopt},
        {"o ps@shop.example", std::nullopt},
        {"ops@shop.example\n", std::nullopt},
        {std::string{"ops@shop\0example", 16}, std::nullopt},
        {std::string(242, 'a') + "@shop.example", std::nullopt},
        {std::string(241, 'a') + "@shop.example", std::string(241, 'a') + "@shop.example"},
    };
    for (const auto& [text, normal] : rows) EXPECT_EQ(normal_email(text), normal) << text;
}

TEST(User, OwnsWhatItsMembershipsSayAndAnOperatorAll) {
    User user{.id = "usr_1", .memberships = {{"prj_1"}}};
    EXPECT_TRUE(user.may_own("prj_1"));
    EXPECT_FALSE(user.may_own("prj_2"));
    user.is_operator = true;
    EXPECT_TRUE(user.may_own("prj_2"));
}

}  // namespace
}  // namespace burner::users
