// What a client that trusts nobody lets a withdrawal from an account that stays look like.

#include <gtest/gtest.h>

#include "reclaim/check/transaction_check.hpp"
#include "reclaim/reclaim_fixture.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::test {
namespace {

using solana::Instruction;
using solana::token::withdraw_excess_lamports;
namespace ids = solana::ids;

constexpr std::uint64_t excess = 550'840;
const auto mallory = key_of(66);

burnandclaim::WalletItem kept_item(std::string_view type) {
    auto item = token_item();
    item.type = type;
    item.actions = {"burn", "withdraw_excess"};
    item.excess_lamports = excess;
    return item;
}

struct Answer {
    std::string type = "token";
    std::uint64_t gross = excess;
    std::string action = "withdraw_excess";
};

/// Checks a transaction of these instructions, which says to withdraw; nullopt when it passes.
std::optional<std::string> refusal(std::vector<Instruction> instructions, const Answer& given = {}) {
    const auto item = kept_item(given.type);
    reclaim::Choice choice;
    choice.keep.push_back(item);
    reclaim::add_withdrawals(choice);
    reclaim::TransactionCheck check{wallet_key, reclaim::reviewed_items(choice).value(), 0};
    check.begin_answer(reclaim::selections(choice));
    HonestTransaction transaction;
    transaction.instructions = std::move(instructions);
    transaction.answer.includes = {{item.type, item.address, given.action}};
    transaction.answer.gross_rebate = transaction.answer.net_rebate = given.gross;
    transaction.answer.donation_amount = 0;
    transaction.answer.network_fee = 5000;
    const auto passed = check.check(transaction.built());
    if (passed) return std::nullopt;
    return passed.error();
}

const Instruction honest = withdraw_excess_lamports(ids::token_2022, token_account, wallet_key, wallet_key);

TEST(TransactionCheckExcess, PassesAWithdrawalToTheWallet) {
    EXPECT_EQ(refusal({honest}), std::nullopt);
    EXPECT_EQ(refusal({honest}, {.type = "nft"}), std::nullopt);
}

TEST(TransactionCheckExcess, RefusesAnotherWithdrawal) {
    const std::pair<const char*, Instruction> rows[] = {
        {"to somebody else", withdraw_excess_lamports(ids::token_2022, token_account, mallory, wallet_key)},
        {"by another authority", withdraw_excess_lamports(ids::token_2022, token_account, wallet_key, mallory)},
        {"from another account", withdraw_excess_lamports(ids::token_2022, mallory, wallet_key, wallet_key)},
        {"from its mint", withdraw_excess_lamports(ids::token_2022, token_mint, wallet_key, wallet_key)},
        {"by the other program", withdraw_excess_lamports(ids::token, token_account, wallet_key, wallet_key)},
    };
    for (const auto& [name, instruction] : rows) EXPECT_TRUE(refusal({instruction})) << name;
    EXPECT_TRUE(refusal({}));
    EXPECT_TRUE(refusal({honest, honest}));
}

TEST(TransactionCheckExcess, RefusesAnotherAmountThanTheListed) {
    EXPECT_TRUE(refusal({honest}, {.gross = excess - 1}));
    EXPECT_TRUE(refusal({honest}, {.gross = excess + 1}));
    EXPECT_TRUE(refusal({honest}, {.gross = fee_rent}));
}

TEST(TransactionCheckExcess, RefusesToEndWhatWasToStay) {
    const auto nft = solana::token_metadata::burn({.owner = wallet_key,
                                                   .mint = token_mint,
                                                   .token_account = token_account,
                                                   .token_program = ids::token_2022,
                                                   .standard = solana::TokenStandard::non_fungible,
                                                   .verified_collection = {},
                                                   .master = {}});
    const Instruction rows[] = {
        solana::token::close_account(ids::token_2022, token_account, wallet_key, wallet_key),
        solana::token::burn_checked(ids::token_2022, token_account, token_mint, wallet_key, balance, 6),
        solana::token::revoke(ids::token_2022, token_account, wallet_key),
        solana::token::harvest_withheld_to_mint(token_mint, std::vector{token_account}),
        nft,
    };
    for (const char* type : {"token", "nft"}) {
        for (const Instruction& instruction : rows) {
            EXPECT_TRUE(refusal({instruction}, {.type = type}));
            EXPECT_TRUE(refusal({honest, instruction}, {.type = type}));
            EXPECT_TRUE(refusal({honest, instruction}, {.type = type, .action = "burn"}));
        }
    }
}

TEST(TransactionCheckExcess, RefusesAWithdrawalFromWhatIsBurned) {
    reclaim::Choice choice;
    choice.burn.push_back(token_item());
    choice.close.push_back(empty_item());
    reclaim::TransactionCheck check{wallet_key, reclaim::reviewed_items(choice).value(), 0.05};
    check.begin_answer(reclaim::selections(choice));
    HonestTransaction transaction;
    transaction.instructions.insert(transaction.instructions.begin() + 2, honest);
    EXPECT_FALSE(check.check(transaction.built()));
}

}  // namespace
}  // namespace burner::test
