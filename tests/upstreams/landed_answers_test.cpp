#include <fmt/format.h>
#include <gtest/gtest.h>

#include "upstreams/rpc/answers.hpp"

namespace burner::upstreams {
namespace {

constexpr std::string_view mint = "4fYNw3dojWmQ4dXtSGE9epjRGy9pFSx62YypT7avPYvA";
constexpr std::string_view lamports = R"("err":null,"fee":5000,"preBalances":[10,20],"postBalances":[30,0])";

std::string token_balances(std::string_view amount) {
    return fmt::format(
        R"([{{"accountIndex":1,"mint":"{}","owner":"x","uiTokenAmount":{{"amount":"{}","decimals":2}}}}])", mint,
        amount);
}

std::string landed(std::string_view meta) {
    return fmt::format(R"({{"slot":7,"meta":{},"transaction":["AA==","base64"],"version":0}})", meta);
}

/// `none` where the balances are not known, `malformed` where the answer is refused.
std::string read(std::string_view result) {
    AnswerReader reader;
    std::string body = fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":1}})", result);
    const auto reply = reader.landed_transaction(body, 1);
    if (!reply) return "malformed";
    if (!*reply) return "none";
    const auto& found = **reply;
    return fmt::format("{} {} {}>{} {}/{}", found.failed, found.fee.value, found.before.at(0).value,
                       found.after.at(0).value, found.tokens_before.size(), found.tokens_after.size());
}

TEST(LandedTransaction, IsReadWithItsBalances) {
    const auto meta =
        fmt::format(R"({{{},"preTokenBalances":{},"postTokenBalances":[],"x":[]}})", lamports, token_balances("5"));
    EXPECT_EQ(read(landed(meta)), "false 5000 10>30 1/0");
    AnswerReader reader;
    std::string body = fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":1}})", landed(meta));
    const auto reply = reader.landed_transaction(body, 1);
    ASSERT_TRUE(reply && *reply);
    EXPECT_EQ((*reply)->tokens_before,
              std::vector({solana::TokenBalance{1, solana::pubkey_from_base58(mint).value(), 5}}));
    EXPECT_EQ((*reply)->slot, 7U);
    EXPECT_EQ((*reply)->transaction, base::Bytes{0});
    const auto failed = std::string{meta}.replace(meta.find("null"), 4, R"({"InstructionError":[0,"x"]})");
    EXPECT_EQ(read(landed(failed)), "true 5000 10>30 1/0");
}

TEST(LandedTransaction, IsNotKnownWhereTheNodeDoesNotKeepIt) {
    EXPECT_EQ(read("null"), "none");
    EXPECT_EQ(read(landed("null")), "none");
    EXPECT_EQ(read(landed(fmt::format("{{{}}}", lamports))), "none");
    EXPECT_EQ(read(landed(fmt::format(R"({{{},"preTokenBalances":null,"postTokenBalances":null}})", lamports))),
              "none");
}

TEST(LandedTransaction, IsRefusedWhereAMemberIsMissingRepeatedOrNoNumber) {
    const auto with = [](std::string_view rest) {
        return landed(fmt::format(R"({{{},"postTokenBalances":[],"preTokenBalances":{}}})", lamports, rest));
    };
    for (const std::string& bad : {
             std::string{R"({"slot":7})"},
             std::string{"5"},
             std::string{"[]"},
             landed("{}"),
             landed("7"),
             landed(R"({"err":null,"fee":5000,"preBalances":[1]})"),
             landed(R"({"err":null,"fee":5000,"preBalances":[1],"postBalances":[-1]})"),
             landed(R"({"err":null,"fee":"5","preBalances":[1],"postBalances":[1]})"),
             landed(fmt::format(R"({{{},{}}})", lamports, R"("fee":1)")),
             with(token_balances("")),
             with(token_balances("-5")),
             with(token_balances("18446744073709551616")),
             with(R"([{"accountIndex":1}])"),
             with("{}"),
         })
        EXPECT_EQ(read(bad), "malformed") << bad;
    std::string many = "[0";
    for (int i = 0; i < 256; ++i) many += ",0";
    EXPECT_EQ(read(landed(fmt::format(R"({{"err":null,"fee":0,"preBalances":{}],"postBalances":[]}})", many))),
              "malformed");
}

}  // namespace
}  // namespace burner::upstreams
