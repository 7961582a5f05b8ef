// What is refused before anything is asked of anybody.

#include "reclaim/options/option_check.hpp"

#include <gmock/gmock.h>

#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using Options = reclaim::ReclaimOptions;

std::string problem(const Options& options) {
    return reclaim::option_problem(options).value_or("");
}

TEST(OptionCheck, WantsToKnowWhoIsDonatedTo) {
    EXPECT_EQ(problem({}), "");
    EXPECT_THAT(problem({.donation_percent = 5}), HasSubstr("--donation needs --donation-to ADDRESS"));
    EXPECT_THAT(problem({.donation_to = receiver}), HasSubstr("--donation-to needs --donation PERCENT"));
    EXPECT_THAT(problem({.donation_percent = 5, .donation_to = "x\x1b"}),
                HasSubstr("--donation-to takes the address of a wallet, not x?"));
    EXPECT_EQ(problem({.donation_percent = 5, .donation_to = receiver}), "");
}

TEST(OptionCheck, AsksAgainBeforeMoreThanHalfIsGivenAway) {
    Options options{.donation_percent = 50, .donation_to = receiver};
    EXPECT_EQ(problem(options), "");
    options.donation_percent = 50.5;
    EXPECT_THAT(problem(options), HasSubstr("--allow-large-donation"));
    options.allow_large_donation = true;
    EXPECT_EQ(problem(options), "");
}

TEST(OptionCheck, WantsUrlsOfRpcsAndAnExplorerWithAPlace) {
    EXPECT_EQ(problem({.rpc_url = "rpc.example"}), "--rpc-url takes the http or https URL of a Solana RPC");
    EXPECT_EQ(problem({.verify_rpc = "x"}), "--verify-rpc takes the http or https URL of a Solana RPC");
    EXPECT_THAT(problem({.explorer = "https://solscan.io"}), HasSubstr("--explorer takes none, or"));
}

TEST(OptionCheck, ReadsDollars) {
    EXPECT_EQ(reclaim::dollars_from("0.05"), 0.05);
    EXPECT_EQ(reclaim::dollars_from("25"), 25);
    for (const std::string text : {"", "-1", "1e3", "$1", "nan"})
        EXPECT_EQ(reclaim::dollars_from(text), std::nullopt) << text;
}

TEST(OptionCheck, ReadsSol) {
    EXPECT_EQ(reclaim::lamports_from_sol("0"), 0U);
    EXPECT_EQ(reclaim::lamports_from_sol("0.001"), 1'000'000U);
    EXPECT_EQ(reclaim::lamports_from_sol("12"), 12'000'000'000U);
    EXPECT_EQ(reclaim::lamports_from_sol("0.000000001"), 1U);
    for (const std::string text :
         {"", ".", "1.", ".5", "-1", "1e3", "0.0000000001", "9999999999", "99999999999999999999", "0x1", " 1"})
        EXPECT_EQ(reclaim::lamports_from_sol(text), std::nullopt) << text;
}

}  // namespace
}  // namespace burner::test
