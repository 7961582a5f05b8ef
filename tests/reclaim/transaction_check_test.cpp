// The client that trusts nobody: an honest transaction passes, and each lie is refused.

#include "reclaim/check/transaction_check.hpp"

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using reclaim::TransactionCheck;
namespace ids = solana::ids;

std::vector<reclaim::ReviewedItem> both_items() {
    reclaim::Choice choice;
    choice.close.push_back(empty_item());
    choice.burn.push_back(token_item());
    return reclaim::reviewed_items(choice).value();
}

std::vector<burnandclaim::ItemSelection> both_selections() {
    return {{"empty_account", solana::to_base58(empty_account), "close"},
            {"token", solana::to_base58(token_account), "burn"}};
}

TransactionCheck make_check(double donation = 0.05) {
    TransactionCheck check{wallet_key, both_items(), donation};
    check.begin_answer(both_selections());
    return check;
}

TEST(TransactionCheck, PassesAnHonestTransaction) {
    auto check = make_check();
    const HonestTransaction honest;
    const auto passed = check.check(honest.built());
    ASSERT_TRUE(passed) << passed.error();
    EXPECT_EQ(*passed, honest.transaction());
    EXPECT_EQ(check.donation_wallet(), donation_wallet);
}

TEST(TransactionCheck, PassesOneWithoutBudgetDonationRevokeAndHarvest) {
    auto check = make_check(0);
    HonestTransaction plain;
    auto& all = plain.instructions;
    all = {all[2], all[4], all[6]};
    plain.answer.donation_amount = 0;
    plain.answer.net_rebate = plain.answer.gross_rebate;
    plain.answer.network_fee = 5000;
    const auto passed = check.check(plain.built());
    EXPECT_TRUE(passed) << passed.error();
}

struct Lie {
    std::string name;
    std::function<void(HonestTransaction&)> tell;
};

void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.name;
}

class RefusedLie : public testing::TestWithParam<Lie> {};

TEST_P(RefusedLie, IsNotSigned) {
    auto check = make_check();
    HonestTransaction transaction;
    GetParam().tell(transaction);
    const auto passed = check.check(transaction.built());
    ASSERT_FALSE(passed);
    EXPECT_FALSE(passed.error().empty());
}

Lie replace(std::string name, std::size_t at, const solana::Instruction& instruction) {
    return {std::move(name), [=](HonestTransaction& t) { t.instructions[at] = instruction; }};
}

Lie add(std::string name, const solana::Instruction& instruction) {
    return {std::move(name), [=](HonestTransaction& t) { t.instructions.push_back(instruction); }};
}

Lie remove(std::string name, std::ptrdiff_t at) {
    return {std::move(name), [=](HonestTransaction& t) { t.instructions.erase(t.instructions.begin() + at); }};
}

Lie bytes(std::string name, std::function<void(solana::Transaction&)> change) {
    return {std::move(name), [change = std::move(change)](HonestTransaction& t) {
                auto transaction = t.transaction();
                change(transaction);
                t.answer.transaction_base64 = base::to_base64(solana::serialize(transaction));
            }};
}

solana::Instruction with_data(solana::Instruction instruction, std::initializer_list<std::uint8_t> more) {
    instruction.data.insert(instruction.data.end(), more);
    return instruction;
}

solana::Instruction with_account(solana::Instruction instruction, const solana::Pubkey& key) {
    instruction.accounts.push_back({key, false, true});
    return instruction;
}

solana::Instruction token_instruction(std::initializer_list<solana::Pubkey> keys, base::Bytes data) {
    solana::Instruction instruction{ids::token, {}, std::move(data)};
    for (const auto& key : keys) instruction.accounts.push_back({key, key == wallet_key, true});
    return instruction;
}

const auto mallory = key_of(66);
using solana::token::burn_checked;
using solana::token::close_account;

INSTANTIATE_TEST_SUITE_P(
    Closes, RefusedLie,
    testing::Values(
        replace("pays somebody else", 2, close_account(ids::token, empty_account, mallory, wallet_key)),
        replace("by another authority", 2, close_account(ids::token, empty_account, wallet_key, mallory)),
        replace("of another account", 2, close_account(ids::token, mallory, wallet_key, wallet_key)),
        replace("under the other program", 2, close_account(ids::token_2022, empty_account, wallet_key, wallet_key)),
        replace("with more data", 2, with_data(close_account(ids::token, empty_account, wallet_key, wallet_key), {0})),
        replace("with more accounts", 2,
                with_account(close_account(ids::token, empty_account, wallet_key, wallet_key), mallory)),
        remove("is missing", 2), remove("is missing after the burn", 6),
        add("comes twice", close_account(ids::token, empty_account, wallet_key, wallet_key))));

INSTANTIATE_TEST_SUITE_P(
    Burns, RefusedLie,
    testing::Values(
        replace("of more", 4, burn_checked(ids::token_2022, token_account, token_mint, wallet_key, balance + 1, 6)),
        replace("of less", 4, burn_checked(ids::token_2022, token_account, token_mint, wallet_key, balance - 1, 6)),
        replace("of another mint", 4, burn_checked(ids::token_2022, token_account, mallory, wallet_key, balance, 6)),
        replace("from another account", 4, burn_checked(ids::token_2022, mallory, token_mint, wallet_key, balance, 6)),
        replace("with other decimals", 4,
                burn_checked(ids::token_2022, token_account, token_mint, wallet_key, balance, 9)),
        replace("unchecked", 4,
                token_instruction({token_account, token_mint, wallet_key}, {8, 0x87, 0xd6, 0x12, 0, 0, 0, 0, 0})),
        add("from what is only closed", burn_checked(ids::token, empty_account, empty_mint, wallet_key, 1, 6)),
        add("twice", burn_checked(ids::token_2022, token_account, token_mint, wallet_key, balance, 6)),
        remove("is missing", 4)));

INSTANTIATE_TEST_SUITE_P(
    OtherInstructions, RefusedLie,
    testing::Values(
        add("token transfer", token_instruction({token_account, mallory, wallet_key}, {3, 1, 0, 0, 0, 0, 0, 0, 0})),
        add("approve", token_instruction({token_account, mallory, wallet_key}, {4, 1, 0, 0, 0, 0, 0, 0, 0})),
        add("set authority", token_instruction({token_account, wallet_key}, {6, 2, 0})),
        add("batch", token_instruction({token_account, mallory, wallet_key}, {255, 3, 9, 3, 1})),
        add("without data", token_instruction({token_account}, {})),
        add("without accounts", token_instruction({}, {9})),
        add("revoke for another account", solana::token::revoke(ids::token_2022, mallory, wallet_key)),
        add("revoke with more data", with_data(solana::token::revoke(ids::token_2022, token_account, wallet_key), {1})),
        add("harvest to another mint", solana::token::harvest_withheld_to_mint(mallory, std::vector{token_account})),
        add("harvest from another account", solana::token::harvest_withheld_to_mint(token_mint, std::vector{mallory})),
        add("other transfer-fee instruction",
            {ids::token_2022, {{token_mint, false, true}, {token_account, false, true}}, {26, 1}}),
        add("second transfer", solana::system::transfer(wallet_key, mallory, base::Lamports{1})),
        add("system assign", {ids::system, {{wallet_key, true, true}}, {1, 0, 0, 0}}),
        add("durable nonce", {ids::system, {{mallory, false, true}, {wallet_key, true, false}}, {4, 0, 0, 0}}),
        add("unknown program", {mallory, {{wallet_key, true, true}}, {1}}),
        add("unknown program without accounts", {mallory, {}, {}}),
        add("second unit limit", solana::compute_budget::set_unit_limit(3500)),
        add("heap request", {ids::compute_budget, {}, {1, 0, 0, 1, 0}}),
        add("compute budget with an account", with_account(solana::compute_budget::set_unit_price(10'000), mallory))));

INSTANTIATE_TEST_SUITE_P(
    Amounts, RefusedLie,
    testing::Values(replace("transfers more than the donation", 7,
                            solana::system::transfer(wallet_key, donation_wallet, base::Lamports{209'845})),
                    replace("transfers from somebody else", 7,
                            solana::system::transfer(mallory, donation_wallet, base::Lamports{209'844})),
                    remove("does not transfer the donation", 7),
                    Lie{"donates more than agreed",
                        [](HonestTransaction& t) {
                            t.instructions[7] =
                                solana::system::transfer(wallet_key, donation_wallet, base::Lamports{209'845});
                            t.answer.donation_amount = 209'845;
                            t.answer.net_rebate = t.answer.gross_rebate - 209'845;
                        }},
                    Lie{"inflates the rebate to donate more",
                        [](HonestTransaction& t) {
                            t.answer.gross_rebate *= 2;
                            t.answer.donation_amount *= 2;
                            t.answer.net_rebate *= 2;
                            t.instructions[7] =
                                solana::system::transfer(wallet_key, donation_wallet, base::Lamports{419'688});
                        }},
                    Lie{"misstates the net rebate", [](HonestTransaction& t) { ++t.answer.net_rebate; }},
                    Lie{"misstates the fee", [](HonestTransaction& t) { t.answer.network_fee = 5000; }},
                    Lie{"misstates the units", [](HonestTransaction& t) { t.answer.compute_units_needed = 1; }},
                    replace("raises the price quietly", 1, solana::compute_budget::set_unit_price(1'000'000'000)),
                    replace("overflows the price", 1, solana::compute_budget::set_unit_price(UINT64_MAX)),
                    remove("sets a price without a limit", 0),
                    Lie{"pays an absurd fee openly", [](HonestTransaction& t) {
                            t.instructions[1] = solana::compute_budget::set_unit_price(300'000'000);
                            t.answer.network_fee = 5000 + 1'050'000;
                        }}));

INSTANTIATE_TEST_SUITE_P(
    Includes, RefusedLie,
    testing::Values(
        Lie{"nothing", [](HonestTransaction& t) { t.answer.includes.clear(); }},
        Lie{"what nobody asked for",
            [](HonestTransaction& t) { t.answer.includes.push_back({"token", solana::to_base58(mallory), "burn"}); }},
        Lie{"an item twice", [](HonestTransaction& t) { t.answer.includes.push_back(t.answer.includes[0]); }},
        Lie{"a burn of what is only closed", [](HonestTransaction& t) { t.answer.includes[0].action = "burn"; }},
        Lie{"another type", [](HonestTransaction& t) { t.answer.includes[0].type = "nft"; }},
        Lie{"fewer than it touches", [](HonestTransaction& t) {
                t.answer.includes.pop_back();
                t.answer.gross_rebate = rent;
                t.answer.net_rebate = rent - t.answer.donation_amount;
            }}));

INSTANTIATE_TEST_SUITE_P(
    Frames, RefusedLie,
    testing::Values(
        Lie{"another fee payer", [](HonestTransaction& t) { t.payer = mallory; }},
        Lie{"a second signer",
            [](HonestTransaction& t) { t.instructions.push_back({mallory, {{key_of(67), true, false}}, {}}); }},
        Lie{"no base64", [](HonestTransaction& t) { t.answer.transaction_base64 = "?"; }},
        Lie{"no transaction", [](HonestTransaction& t) { t.answer.transaction_base64 = "AAAA"; }},
        bytes("a legacy message", [](solana::Transaction& t) { t.message.version = solana::MessageVersion::legacy; }),
        bytes("a lookup table", [](solana::Transaction& t) { t.message.lookups.push_back({key_of(70), {0}, {}}); }),
        bytes("a signature already", [](solana::Transaction& t) { t.signatures[0].bytes[0] = 1; })));

TEST(TransactionCheck, RefusesAnItemOfAnEarlierTransaction) {
    auto check = make_check();
    EXPECT_TRUE(check.check(HonestTransaction{}.built()));
    EXPECT_FALSE(check.check(HonestTransaction{}.built()));
    check.begin_answer(both_selections());
    EXPECT_TRUE(check.check(HonestTransaction{}.built()));
}

TEST(TransactionCheck, RefusesAnItemThatThisCallDidNotAskFor) {
    auto check = make_check();
    auto one = both_selections();
    one.pop_back();
    check.begin_answer(one);
    EXPECT_FALSE(check.check(HonestTransaction{}.built()));
}

TEST(TransactionCheck, RefusesAChangingDonationWallet) {
    auto check = make_check();
    EXPECT_TRUE(check.check(HonestTransaction{}.built()));
    check.begin_answer(both_selections());
    HonestTransaction other;
    other.instructions[7] = solana::system::transfer(wallet_key, mallory, base::Lamports{209'844});
    EXPECT_FALSE(check.check(other.built()));
}

TEST(TransactionCheck, BoundsTheDonationByItsFraction) {
    EXPECT_FALSE(make_check(0).check(HonestTransaction{}.built()));
    EXPECT_FALSE(make_check(std::nan("")).check(HonestTransaction{}.built()));
    EXPECT_FALSE(make_check(0.0499).check(HonestTransaction{}.built()));
    EXPECT_TRUE(make_check(0.05).check(HonestTransaction{}.built()));
    EXPECT_TRUE(make_check(1).check(HonestTransaction{}.built()));
}

TEST(TransactionCheck, RefusesAFeeAboveTheRebate) {
    reclaim::Choice choice;
    choice.close.push_back(empty_item());
    choice.close[0].reclaimable_lamports = 5035;
    TransactionCheck check{wallet_key, reclaim::reviewed_items(choice).value(), 0};
    HonestTransaction t;
    t.instructions.resize(3);
    t.answer.includes.resize(1);
    t.answer.gross_rebate = t.answer.net_rebate = 5035;
    t.answer.donation_amount = 0;
    check.begin_answer(both_selections());
    const auto passed = check.check(t.built());
    ASSERT_FALSE(passed);
    EXPECT_EQ(passed.error(), "it costs more in fees than it gives back");
}

/// Every single changed bit of the transaction either leaves exactly what was agreed or is refused.
TEST(TransactionCheck, SurvivesEveryFlippedBit) {
    const HonestTransaction honest;
    const auto wire = solana::serialize(honest.transaction());
    const auto agreed = solana::decompile(honest.transaction().message);
    int passed_count = 0;
    for (std::size_t bit = 0; bit < wire.size() * 8; ++bit) {
        auto changed = wire;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        auto built = honest.built();
        built.transaction_base64 = base::to_base64(changed);
        auto check = make_check();
        const auto passed = check.check(built);
        if (!passed) continue;
        ++passed_count;
        const auto found = solana::decompile(passed->message);
        ASSERT_EQ(found.size(), agreed.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            // A price may differ where the fee it comes to, in whole lamports, does not.
            if (i != 1) EXPECT_EQ(found[i].data, agreed[i].data) << bit;
            EXPECT_EQ(found[i].program, agreed[i].program) << bit;
        }
    }
    // The blockhash is free (32 bytes), and so is whom a donation goes to (32), besides flags in the header.
    EXPECT_GE(passed_count, 32 * 8);
    EXPECT_LE(passed_count, 64 * 8 + 24);
}

}  // namespace
}  // namespace burner::test
