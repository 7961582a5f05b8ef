// What may happen to accounts of the token programs.

#include <gtest/gtest.h>

#include "signing/lie.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::signing {
namespace {

namespace ids = solana::ids;
namespace token = solana::token;
using solana::Instruction;

Instruction with_data(Instruction instruction, std::initializer_list<std::uint8_t> more) {
    instruction.data.insert(instruction.data.end(), more);
    return instruction;
}

Instruction with_account(Instruction instruction, const solana::Pubkey& key) {
    instruction.accounts.push_back({key, false, true});
    return instruction;
}

Instruction of_token(const solana::Pubkey& program, std::initializer_list<solana::Pubkey> keys, base::Bytes data) {
    Instruction instruction{program, {}, std::move(data)};
    for (const auto& key : keys) instruction.accounts.push_back({key, key == wallet, key != wallet});
    return instruction;
}

TEST(TokenRules, LetTheHonestTransactionPass) {
    const auto transactions = signed_of(honest_scene().verdict());
    ASSERT_EQ(transactions.size(), 1U);
    const VerifiedTransaction& one = transactions[0];
    EXPECT_EQ(one.closed.size(), 2U);
    ASSERT_EQ(one.burned.size(), 1U);
    EXPECT_EQ(one.burned[0].address, solana::to_base58(token_account));
    EXPECT_EQ(one.burned[0].mint, solana::to_base58(token_mint));
    EXPECT_EQ(one.burned[0].amount, balance);
    EXPECT_EQ(one.burned[0].decimals, 6);
    EXPECT_EQ(one.donation->lamports, 502'860U);
    EXPECT_EQ(one.priority_fee, 35U);
    EXPECT_EQ(one.network_fee, 5035U);
    EXPECT_TRUE(one.positions_checked);
    EXPECT_EQ(one.sentence, "Closes 2 accounts. Burns 1.234567 of " + solana::to_base58(token_mint) +
                                ". Donates 0.00050286 SOL to " + solana::to_base58(donation_wallet) +
                                ". Pays 0.000005035 SOL, of which 0.000000035 is priority.");
}

TEST(TokenRules, LetOnePassWithoutBudgetDonationRevokeHarvestAndTheLastClose) {
    Scene scene = honest_scene();
    const auto all = scene.instructions;
    scene.instructions = {all[place::close], all[place::burn]};
    const auto transactions = signed_of(scene.verdict());
    ASSERT_EQ(transactions.size(), 1U);
    EXPECT_EQ(transactions[0].closed.size(), 1U);
    EXPECT_EQ(transactions[0].network_fee, 5000U);
}

TEST(TokenRules, LetAnEmptyAccountBeHarvestedAndRevokedFirst) {
    Scene scene;
    scene.ask(empty_item());
    scene.instructions = {token::revoke(ids::token_2022, empty_account, wallet),
                          token::harvest_withheld_to_mint(empty_mint, std::vector{empty_account}),
                          token::close_account(ids::token_2022, empty_account, wallet, wallet)};
    EXPECT_EQ(rule_of(scene.verdict()), "");
}

TEST(TokenRules, RefuseOtherCloses) {
    const auto close = token::close_account(ids::token, empty_account, wallet, wallet);
    expect_refused(
        honest_scene,
        {
            replace("pays somebody else", place::close,
                    token::close_account(ids::token, empty_account, mallory, wallet), rule::destination),
            replace("pays the donation wallet", place::close,
                    token::close_account(ids::token, empty_account, donation_wallet, wallet), rule::destination),
            replace("pays the closed account", place::close,
                    token::close_account(ids::token, empty_account, empty_account, wallet), rule::destination),
            replace("by another authority", place::close, of_token(ids::token, {empty_account, wallet, mallory}, {9}),
                    rule::authority),
            replace("by an authority that signs", place::close,
                    token::close_account(ids::token, empty_account, wallet, mallory), rule::signers),
            replace("of another account", place::close, token::close_account(ids::token, mallory, wallet, wallet),
                    rule::not_requested),
            replace("of the mint", place::close, token::close_account(ids::token_2022, empty_mint, wallet, wallet),
                    rule::not_requested),
            replace("with more data", place::close, with_data(close, {0}), rule::unknown_instruction),
            replace("with more accounts", place::close, with_account(close, mallory), rule::unknown_instruction),
            insert("twice", place::close, close, rule::twice),
            insert("before the burn", place::burn, token::close_account(ids::token_2022, token_account, wallet, wallet),
                   rule::order),
            remove("is missing", place::close, rule::incomplete),
        });
}

TEST(TokenRules, RefuseOtherBurns) {
    const auto burn = [](const solana::Pubkey& account, const solana::Pubkey& mint, const solana::Pubkey& authority,
                         std::uint64_t amount) {
        return token::burn_checked(ids::token_2022, account, mint, authority, amount, 6);
    };
    const auto honest = burn(token_account, token_mint, wallet, balance);
    expect_refused(
        honest_scene,
        {
            replace("of more", place::burn, burn(token_account, token_mint, wallet, balance + 1), rule::amount),
            replace("of less", place::burn, burn(token_account, token_mint, wallet, balance - 1), rule::amount),
            replace("of nothing", place::burn, burn(token_account, token_mint, wallet, 0), rule::amount),
            replace("of all there can be", place::burn, burn(token_account, token_mint, wallet, UINT64_MAX),
                    rule::amount),
            replace("of another mint", place::burn, burn(token_account, mallory, wallet, balance), rule::mint),
            replace("by another authority", place::burn, burn(token_account, token_mint, mallory, balance),
                    rule::signers),
            replace("by an authority that needs not sign", place::burn,
                    of_token(ids::token_2022, {token_account, token_mint, mallory}, honest.data), rule::authority),
            replace("from another account", place::burn, burn(mallory, token_mint, wallet, balance),
                    rule::not_requested),
            replace("from what is only closed", place::burn, burn(empty_account, empty_mint, wallet, 1),
                    rule::not_requested),
            replace(
                "unchecked", place::burn,
                of_token(ids::token_2022, {token_account, token_mint, wallet}, {8, 0x87, 0xd6, 0x12, 0, 0, 0, 0, 0}),
                rule::unknown_instruction),
            replace("with a signer of a multisig", place::burn, with_account(honest, key_of(77)),
                    rule::unknown_instruction),
            insert("twice", place::burn, honest, rule::twice),
            insert("again at the end", place::donation, honest, rule::twice),
            remove("is missing", place::burn, rule::order),
            {"without a reviewed amount", [](Scene& s) { s.request.items[1].expected_balance.reset(); }, rule::amount},
            {"of an amount with zeros in front", [](Scene& s) { s.request.items[1].expected_balance = "01234567"; },
             rule::amount},
            {"without a reviewed mint", [](Scene& s) { s.request.items[1].expected_mint.reset(); }, rule::mint},
            {"of a mint that is none", [](Scene& s) { s.request.items[1].expected_mint = "x"; }, rule::mint},
        });
}

TEST(TokenRules, RefuseRevokesAndHarvestsOfOthers) {
    const auto harvest = [](const solana::Pubkey& mint, std::vector<solana::Pubkey> accounts) {
        return token::harvest_withheld_to_mint(mint, accounts);
    };
    expect_refused(
        honest_scene,
        {
            replace("revoke of another account", place::revoke, token::revoke(ids::token_2022, mallory, wallet),
                    rule::not_requested),
            replace("revoke by another owner", place::revoke, of_token(ids::token_2022, {token_account, mallory}, {5}),
                    rule::authority),
            insert("revoke twice", place::revoke, token::revoke(ids::token_2022, token_account, wallet), rule::twice),
            insert("revoke after the close", place::donation, token::revoke(ids::token, empty_account, wallet),
                   rule::order),
            replace("harvest to another mint", place::harvest, harvest(mallory, {token_account}), rule::mint),
            replace("harvest from another account", place::harvest, harvest(token_mint, {mallory}),
                    rule::not_requested),
            replace("harvest from one more", place::harvest, harvest(token_mint, {token_account, mallory}),
                    rule::not_requested),
            replace("harvest from nobody", place::harvest, harvest(token_mint, {}), rule::unknown_instruction),
            insert("harvest twice", place::harvest, harvest(token_mint, {token_account}), rule::twice),
            replace("harvest of the same account twice", place::harvest,
                    harvest(token_mint, {token_account, token_account}), rule::twice),
            insert("harvest after the close", place::donation, harvest(empty_mint, {empty_account}), rule::order),
            {"harvest without a reviewed mint",
             [=](Scene& s) {
                 s.request.items[0].expected_mint.reset();
                 s.instructions[place::close] = harvest(empty_mint, {empty_account});
             },
             rule::mint},
        });
}

TEST(TokenRules, RefuseWhatElseATokenProgramCanDo) {
    const solana::Pubkey account = token_account;
    const base::Bytes amount = {1, 0, 0, 0, 0, 0, 0, 0};
    const auto tagged = [&](std::uint8_t tag, base::Bytes more = {}) {
        base::Bytes data{tag};
        base::append(data, more);
        return data;
    };
    const std::pair<const char*, Instruction> others[] = {
        {"transfer", of_token(ids::token_2022, {account, mallory, wallet}, tagged(3, amount))},
        {"approve", of_token(ids::token_2022, {account, mallory, wallet}, tagged(4, amount))},
        {"set the owner", of_token(ids::token_2022, {account, wallet}, {6, 2, 0})},
        {"set the close authority", of_token(ids::token_2022, {account, wallet}, {6, 3, 0})},
        {"mint", of_token(ids::token_2022, {token_mint, account, wallet}, tagged(7, amount))},
        {"burn unchecked", of_token(ids::token_2022, {account, token_mint, wallet}, tagged(8, amount))},
        {"freeze", of_token(ids::token_2022, {account, token_mint, wallet}, {10})},
        {"thaw", of_token(ids::token_2022, {account, token_mint, wallet}, {11})},
        {"transfer checked", of_token(ids::token_2022, {account, token_mint, mallory, wallet}, tagged(12, amount))},
        {"approve checked", of_token(ids::token_2022, {account, token_mint, mallory, wallet}, tagged(13, amount))},
        {"sync", of_token(ids::token, {account}, {17})},
        {"a withdrawal of withheld fees", of_token(ids::token_2022, {token_mint, mallory, wallet}, {26, 2})},
        {"a transfer with a fee", of_token(ids::token_2022, {account, token_mint, mallory, wallet}, {26, 1})},
        {"confidential transfers", of_token(ids::token_2022, {account, token_mint, wallet}, {27, 2})},
        {"a CPI guard", of_token(ids::token_2022, {account, wallet}, {34, 0})},
        {"a permissioned burn", of_token(ids::token_2022, {account, token_mint, wallet}, {46, 1})},
        {"a batch", of_token(ids::token, {account, mallory, wallet}, {255, 3, 9, 3, 1})},
        {"unwrapping", of_token(ids::token, {account, mallory, wallet}, {45, 0})},
        {"no data", of_token(ids::token, {account}, {})},
        {"no accounts", of_token(ids::token, {}, {9})},
    };
    for (const auto& [name, instruction] : others)
        expect_refused(honest_scene, {insert(name, place::close, instruction, rule::unknown_instruction)});
}

TEST(TokenRules, LetExcessBeWithdrawnFromAnyTypeThatHasATokenAccount) {
    for (const char* type : {"empty_account", "token", "fungible_asset", "nft"}) {
        Scene scene;
        RequestedItem item = withdrawal_of(token_item());
        item.type = type;
        scene.ask(item);
        scene.instructions = {token::withdraw_excess_lamports(ids::token_2022, token_account, wallet, wallet)};
        const auto transactions = signed_of(scene.verdict());
        ASSERT_EQ(transactions.size(), 1U);
        EXPECT_EQ(transactions[0].withdrawn.at(0).address, solana::to_base58(token_account));
        EXPECT_EQ(transactions[0].sentence,
                  "Withdraws the excess of 1 account. Pays 0.000005 SOL, of which 0 is priority.");
    }
}

Scene withdrawing() {
    Scene scene;
    scene.ask(withdrawal_of(token_item()));
    scene.instructions = {token::withdraw_excess_lamports(ids::token_2022, token_account, wallet, wallet)};
    return scene;
}

TEST(TokenRules, RefuseOtherWithdrawals) {
    const auto withdraw = [](const solana::Pubkey& account, const solana::Pubkey& to) {
        return token::withdraw_excess_lamports(ids::token_2022, account, to, wallet);
    };
    expect_refused(withdrawing,
                   {
                       replace("to somebody else", 0, withdraw(token_account, mallory), rule::destination),
                       replace("by another authority", 0,
                               of_token(ids::token_2022, {token_account, wallet, mallory}, {38}), rule::authority),
                       replace("from another account", 0, withdraw(mallory, wallet), rule::not_requested),
                       replace("from the mint", 0, withdraw(token_mint, wallet), rule::not_requested),
                       insert("twice", 0, withdraw(token_account, wallet), rule::twice),
                   });
}

TEST(TokenRules, RefuseToEndWhatWasToStay) {
    const Instruction enders[] = {
        token::close_account(ids::token_2022, token_account, wallet, wallet),
        token::burn_checked(ids::token_2022, token_account, token_mint, wallet, balance, 6),
        token::revoke(ids::token_2022, token_account, wallet),
        token::harvest_withheld_to_mint(token_mint, std::vector{token_account}),
        solana::token_metadata::burn({.owner = wallet,
                                      .mint = token_mint,
                                      .token_account = token_account,
                                      .token_program = ids::token_2022,
                                      .standard = solana::TokenStandard::non_fungible}),
    };
    for (const Instruction& ender : enders) {
        expect_refused(withdrawing, {replace("instead", 0, ender, rule::not_requested),
                                     insert("before", 0, ender, rule::not_requested),
                                     insert("after", 1, ender, rule::not_requested)});
    }
}

TEST(TokenRules, RefuseAWithdrawalFromWhatIsBurned) {
    expect_refused(
        honest_scene,
        {insert("withdraws", place::close,
                token::withdraw_excess_lamports(ids::token_2022, token_account, wallet, wallet), rule::not_requested)});
}

}  // namespace
}  // namespace burner::signing
