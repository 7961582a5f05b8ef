#include "users/password.hpp"

#include <gtest/gtest.h>

namespace burner::users {
namespace {

/// Returns what is wrong with a password; empty: nothing.
std::string mistake(std::string_view password) {
    const auto checked = check_password("password", password, "somebody@shop.example");
    return checked ? std::string{} : checked.error().message;
}

TEST(Password, IsJudgedByItsLengthAndByWhatIsEasyToGuess) {
    const std::string too_short = "password must have 15 to 128 characters";
    const std::string repeats = "password must not repeat a few characters over and over";
    const std::string row = "password must not be a row of the keyboard or the alphabet";
    const std::pair<std::string, std::string> rows[] = {
        {"correct horse battery", ""},
        {"fourteen chars", too_short},
        {"fifteen chars..", ""},
        {"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9\xc3\xa8\xc3\xaa", too_short},  // 14 bytes, 7 characters
        {"\xf0\x9f\x94\x91 fourteen char", ""},
        {std::string(120, 'a') + "bcdefghi", ""},
        {std::string(121, 'a') + "bcdefghi", too_short},
        {"aaaaaaaaaaaaaaaaaa", repeats},
        {"abcabcabcabcabcabc", repeats},
        {"passwordpassword", repeats},
        {"passwordpasswordpass", repeats},
        {"123412341234123", repeats},
        {"1234567890123456", row},
        {"abcdefghijklmnop", row},
        {"ABCDEFGHIJKLMNOP", row},
        {"ponmlkjihgfedcba", row},
        {"qwertyuiopasdfghj", row},
        {"my somebody@shop.example", "password must not hold your e-mail address"},
        {"my Somebody@Shop.example", "password must not hold your e-mail address"},
        {"i love BurnAndClaim", "password must not hold the name of this product"},
        {"burn & claim 2026", "password must not hold the name of this product"},
    };
    for (const auto& [password, expected] : rows) EXPECT_EQ(mistake(password), expected) << password;
    EXPECT_EQ(check_password("next", "short", "").error().message, "next must have 15 to 128 characters");
}

TEST(Password, IsTheOneOfItsHash) {
    const auto hash = hash_password("correct horse battery");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
    EXPECT_TRUE(is_password("correct horse battery", hash));
    EXPECT_FALSE(is_password("correct horse batterx", hash));
    EXPECT_FALSE(is_password("", hash));
    EXPECT_FALSE(is_password("", ""));
    EXPECT_FALSE(is_password("correct horse battery", "no hash"));
    EXPECT_NE(hash_password("correct horse battery"), hash);
}

}  // namespace
}  // namespace burner::users
