// Transactions that are not what was agreed to: none is signed.

#include "reclaim/reclaim_command.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
namespace codes = reclaim::reclaim_exit;

/// Burns the token and donates, as was agreed; changed as a server that lies would.
class ReclaimLies : public ReclaimCommand {
  protected:
    ReclaimLies() {
        options.named.burn = {solana::to_base58(token_mint)};
        options.donation_percent = 5;
        options.donation_to = solana::to_base58(donation_wallet);
        options.allow_unpriced = true;
        options.yes = true;
    }

    std::string refusal(const HonestTransaction& transaction) {
        return refusal_of({empty_item(), token_item()}, transaction);
    }
    std::string refusal_of(const std::vector<burnandclaim::WalletItem>& items, const HonestTransaction& transaction) {
        EXPECT_EQ(run({session_answer(), assets_answer(items), build_answer(transaction)}), codes::distrusted);
        EXPECT_EQ(seen.size(), 3U);
        return err;
    }
};

TEST_F(ReclaimLies, AboutWhoGetsTheDonation) {
    HonestTransaction lie;
    lie.instructions.back() = solana::system::transfer(wallet_key, key_of(66), base::Lamports{209'844});
    EXPECT_THAT(refusal(lie), HasSubstr("rule: donation_wallet"));
}

TEST_F(ReclaimLies, AboutHowMuchIsDonated) {
    auto rich = empty_item();
    rich.reclaimable_lamports = 100'000'000'000;
    HonestTransaction lie;
    lie.instructions.back() = solana::system::transfer(wallet_key, donation_wallet, base::Lamports{5'000'000'000});
    lie.answer.donation_amount = 5'000'000'000;
    lie.answer.gross_rebate = 100'000'000'000 + fee_rent;
    lie.answer.net_rebate = lie.answer.gross_rebate - lie.answer.donation_amount;
    EXPECT_THAT(refusal_of({rich, token_item()}, lie), HasSubstr("rule: donation_amount"));
}

/// The bound by size leaves room above what was shown: an account of Token-2022 can be larger than this one is.
TEST_F(ReclaimLies, AboutTheMostThatWasShown) {
    HonestTransaction lie;
    lie.instructions.back() = solana::system::transfer(wallet_key, donation_wallet, base::Lamports{209'845});
    lie.answer.donation_amount = 209'845;
    lie.answer.net_rebate = lie.answer.gross_rebate - 209'845;
    EXPECT_THAT(refusal(lie), HasSubstr("rule: donation_total"));
}

TEST_F(ReclaimLies, AboutPriority) {
    options.priority = "none";
    EXPECT_THAT(refusal({}), HasSubstr("rule: fee"));
    options.priority = "medium";
    options.max_fee = 34;
    EXPECT_THAT(refusal({}), HasSubstr("rule: fee_total"));
}

TEST_F(ReclaimLies, AboutTheMintUnderAnAddress) {
    HonestTransaction lie;
    lie.instructions[4] =
        solana::token::burn_checked(solana::ids::token_2022, token_account, key_of(66), wallet_key, balance, 6);
    EXPECT_THAT(refusal(lie), HasSubstr("rule: mint"));
}

TEST_F(ReclaimLies, AboutTheAmount) {
    HonestTransaction lie;
    lie.instructions[4] =
        solana::token::burn_checked(solana::ids::token_2022, token_account, token_mint, wallet_key, balance + 1, 6);
    EXPECT_THAT(refusal(lie), HasSubstr("rule: amount"));
}

TEST_F(ReclaimLies, AboutDecimals) {
    auto small = token_item();
    small.decimals = 12;
    small.ui_balance = "0.000001234567";
    EXPECT_THAT(refusal_of({empty_item(), small}, {}), HasSubstr("was listed with another number of decimals"));
}

/// A withdrawal succeeds every time, and so does its donation.
TEST_F(ReclaimLies, AboutWhatHasExpired) {
    options.named.burn.clear();
    options.withdraw_excess = true;
    auto rich = token_item();
    rich.actions = {"burn", "withdraw_excess"};
    rich.excess_lamports = 1'000'000;
    HonestTransaction once;
    once.instructions = {
        solana::compute_budget::set_unit_limit(3500),
        solana::token::withdraw_excess_lamports(solana::ids::token_2022, token_account, wallet_key, wallet_key),
        solana::system::transfer(wallet_key, donation_wallet, base::Lamports{50'000})};
    once.answer.includes = {{"token", solana::to_base58(token_account), "withdraw_excess"}};
    once.answer.gross_rebate = 1'000'000;
    once.answer.donation_amount = 50'000;
    once.answer.net_rebate = 950'000;
    once.answer.network_fee = 5'000;
    HonestTransaction again = once;
    again.instructions[0] = solana::compute_budget::set_unit_limit(3501);
    EXPECT_EQ(run({session_answer(), assets_answer({rich}), build_answer(once), failed_answer("blockhash_expired"),
                   answer(404, R"({"message":"Not found"})"), build_answer(again)}),
              codes::distrusted);
    EXPECT_THAT(err, HasSubstr("rule: donation_total"));
    EXPECT_THAT(out, HasSubstr("1 transaction was signed and not seen on the chain:\n  " + signature_of(once) + '\n'));
}

TEST_F(ReclaimLies, AboutWhatItStates) {
    HonestTransaction donation;
    donation.answer.donation_amount = 1;
    EXPECT_THAT(refusal(donation), HasSubstr("donates 209844 lamports, but the server says 1"));
    HonestTransaction fee;
    fee.answer.network_fee = 5034;
    EXPECT_THAT(refusal(fee), HasSubstr("pays 5035 lamports in fees, but the server says 5034"));
    fee.answer.network_fee = 5036;
    EXPECT_THAT(refusal(fee), HasSubstr("but the server says 5036"));
    HonestTransaction sum;
    sum.answer.net_rebate += 1;
    EXPECT_THAT(refusal(sum), HasSubstr("do not add up"));
    sum.answer.gross_rebate = UINT64_MAX;
    sum.answer.net_rebate = UINT64_MAX - sum.answer.donation_amount;
    EXPECT_THAT(refusal(sum), HasSubstr("do not add up"));
}

}  // namespace
}  // namespace burner::test
