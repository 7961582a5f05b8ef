#include <functional>

#include <gtest/gtest.h>

#include "assets/decide/holding.hpp"
#include "assets/sample.hpp"
#include "fakes/token_bytes.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {
namespace {

using fakes::key;
using fakes::TokenBytes;

constexpr std::uint64_t lamports_per_byte = 5'080;
constexpr std::uint64_t excess = 550'840;  // of an account of 165 bytes

struct Row {
    const char* name;
    std::function<void(TokenBytes&)> arrange;
    std::uint64_t expected = excess;
    std::uint64_t lamports = old_rent;
    bool is_multisig = false;
};

/// One row for everything that burning or closing looks at; the withdrawal looks at next to none of it.
const Row rows[] = {
    {"empty", [](auto&) {}},
    {"balance", [](auto& a) { a.amount = 7; }},
    {"frozen",
     [](auto& a) {
         a.amount = 7;
         a.state = 2;
     }},
    {"foreign_close_authority", [](auto& a) { a.close_authority = stranger; }},
    {"foreign_delegate",
     [](auto& a) {
         a.amount = 7;
         a.delegate = stranger;
         a.delegated_amount = 7;
     }},
    {"immutable_owner", [](auto& a) { a.extensions = {fakes::immutable_owner()}; }, excess - 5 * lamports_per_byte},
    {"withheld_fee", [](auto& a) { a.extensions = {fakes::withheld_fee(5)}; }, excess - 13 * lamports_per_byte},
    {"confidential_balance", [](auto& a) { a.extensions = {fakes::confidential_account(true)}; }, 1,
     (128 + 165 + 1 + 4 + 295) * lamports_per_byte + 1},
    {"todays_rent", [](auto&) {}, 0, old_rent - excess},
    {"one_more", [](auto&) {}, 1, old_rent - excess + 1},
    {"less", [](auto&) {}, 0, old_rent - excess - 1},
    {"none_at_all", [](auto&) {}, 0, 0},
    {"native_empty", [](auto& a) { a.native_reserve = old_rent; }, 0},
    {"native_balance",
     [](auto& a) {
         a.native_reserve = old_rent;
         a.amount = 9;
     },
     0, old_rent + 9},
    {"multisig", [](auto&) {}, 0, old_rent, true},
};

class ExcessTest : public testing::TestWithParam<Row> {};

TEST_P(ExcessTest, IsWhatIsBeyondTodaysRent) {
    const Row& row = GetParam();
    TokenBytes account{.mint = key(3), .owner = wallet};
    row.arrange(account);
    const auto bytes = account.bytes();
    const auto parsed = solana::parse_token_account(solana::ids::token_2022, bytes);
    ASSERT_TRUE(parsed);
    const Holding holding{
        key(10), solana::ids::token_2022, {row.lamports}, static_cast<std::uint32_t>(bytes.size()), *parsed};
    const solana::Rent rent{.lamports_per_byte = lamports_per_byte};
    const Owner owner{wallet, row.is_multisig};
    EXPECT_EQ(excess_of(owner, holding, &rent).value, row.expected);
    EXPECT_EQ(excess_of(owner, holding, nullptr).value, 0U);
}

INSTANTIATE_TEST_SUITE_P(Rows, ExcessTest, testing::ValuesIn(rows), [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace burner::assets
