// What a client that trusts nobody lets the burn of compressed tokens look like.

#include <functional>

#include <gtest/gtest.h>

#include "reclaim/check/transaction_check.hpp"
#include "reclaim/reclaim_fixture.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::test {
namespace {

namespace light = solana::light_token;
using solana::Instruction;

constexpr std::uint64_t protocol_fee = 5'000;
const solana::Pubkey passage = solana::associated_token_address(wallet_key, solana::ids::token, token_mint);

/// Two of one mint, with 5 and 7 raw units.
std::vector<burnandclaim::WalletItem> compressed_items() {
    std::vector<burnandclaim::WalletItem> items(2, token_item());
    for (std::size_t i = 0; i < items.size(); ++i) {
        items[i].type = "zk_compressed_token";
        items[i].address = solana::to_base58(key_of(static_cast<std::uint8_t>(70 + i)));
        items[i].token_program = solana::to_base58(solana::ids::token);
        items[i].balance = i == 0 ? "5" : "7";
        items[i].reclaimable_lamports = 0;
        items[i].lamports.reset();
    }
    return items;
}

light::Spending spending(light::Version version) {
    light::Spending spending{wallet_key, solana::ids::token, {}, {}, {{light::find_pool(token_mint, 0), 12}}};
    for (const std::uint64_t amount : {5U, 7U}) {
        light::CompressedToken token{.mint = token_mint, .owner = wallet_key, .amount = amount, .version = version};
        token.tree_kind = light::TreeKind::v2;
        token.tree = key_of(80);
        token.queue = key_of(81);
        token.leaf_index = static_cast<std::uint32_t>(amount);
        token.is_proved_by_index = true;
        spending.tokens.push_back(token);
    }
    return spending;
}

std::vector<Instruction> honest(light::Version version) {
    const auto& program = solana::ids::token;
    if (version == light::Version::v1) return {light::burn(spending(version))};
    return {solana::create_associated_token_account(wallet_key, wallet_key, program, token_mint),
            light::decompress(spending(version), passage, 6),
            solana::token::burn_checked(program, passage, token_mint, wallet_key, 12, 6),
            solana::token::close_account(program, passage, wallet_key, wallet_key)};
}

/// Checks a transaction of these instructions, which says to burn both; nullopt when it passes.
std::optional<std::string> refusal(std::vector<Instruction> instructions, std::uint64_t fee = 5'000 + protocol_fee) {
    reclaim::Choice choice;
    choice.burn = compressed_items();
    reclaim::TransactionCheck check{wallet_key, reclaim::reviewed_items(choice).value(), 0};
    check.begin_answer(reclaim::selections(choice));
    HonestTransaction transaction;
    transaction.instructions = std::move(instructions);
    transaction.answer.includes.clear();
    for (const auto& item : choice.burn) transaction.answer.includes.push_back({item.type, item.address, "burn"});
    transaction.answer.gross_rebate = transaction.answer.net_rebate = 0;
    transaction.answer.donation_amount = 0;
    transaction.answer.network_fee = fee;
    const auto passed = check.check(transaction.built());
    if (passed) return std::nullopt;
    return passed.error();
}

TEST(CompressedCheck, PassesBurnsOfAllVersions) {
    for (const auto version : {light::Version::v1, light::Version::v2, light::Version::sha_flat})
        EXPECT_EQ(refusal(honest(version)), std::nullopt);
}

TEST(CompressedCheck, PassesAnAccountThatIsThere) {
    auto all = honest(light::Version::v2);
    EXPECT_EQ(refusal({all[1], all[2]}), std::nullopt);
}

TEST(CompressedCheck, BoundsWhatTheProtocolMayTake) {
    EXPECT_EQ(refusal(honest(light::Version::v1), 5'000 + 2 * protocol_fee), std::nullopt);
    EXPECT_NE(refusal(honest(light::Version::v1), 5'001 + 2 * protocol_fee), std::nullopt);
    EXPECT_NE(refusal(honest(light::Version::v1), 4'999), std::nullopt);
}

using Lie = std::function<void(std::vector<Instruction>&)>;

void expect_refused(light::Version version, const std::vector<std::pair<const char*, Lie>>& lies) {
    for (const auto& [name, lie] : lies) {
        auto instructions = honest(version);
        lie(instructions);
        EXPECT_NE(refusal(instructions), std::nullopt) << name;
    }
}

light::Spending with(light::Version version, const std::function<void(light::Spending&)>& change) {
    auto changed = spending(version);
    change(changed);
    return changed;
}

TEST(CompressedCheck, RefusesWhatIsNotTheReviewedBurn) {
    constexpr auto v1 = light::Version::v1;
    const auto burning = [](const std::function<void(light::Spending&)>& change) {
        return [change](std::vector<Instruction>& all) { all = {light::burn(with(v1, change))}; };
    };
    expect_refused(
        v1, {
                {"nothing", [](auto& all) { all.clear(); }},
                {"twice", [](auto& all) { all.push_back(all.front()); }},
                {"another amount", burning([](auto& s) { s.tokens[0].amount = 6, s.withdrawals[0].amount = 13; })},
                {"one less", burning([](auto& s) { s.tokens.pop_back(), s.withdrawals[0].amount = 5; })},
                {"one more", burning([](auto& s) { s.tokens.push_back(s.tokens[0]), s.withdrawals[0].amount = 17; })},
                {"another mint", burning([](auto& s) { s.tokens[0].mint = s.tokens[1].mint = key_of(90); })},
                {"another owner", burning([](auto& s) { s.tokens[0].owner = key_of(90); })},
                {"another payer", burning([](auto& s) { s.payer = key_of(90); })},
                {"another pool", burning([](auto& s) { s.withdrawals[0].pool.address = key_of(90); })},
                {"another token program", burning([](auto& s) { s.token_program = solana::ids::token_2022; })},
                {"more data", [](auto& all) { all.front().data.push_back(0); }},
                {"another instruction", [](auto& all) { all.front().data[0] ^= 1; }},
                {"another system program", [](auto& all) { all.front().accounts[6].key = key_of(90); }},
                {"too few accounts", [](auto& all) { all.front().accounts.resize(12); }},
            });
}

TEST(CompressedCheck, RefusesWhatDoesNotEndInTheBurn) {
    constexpr auto v2 = light::Version::v2;
    const auto& program = solana::ids::token;
    const auto decompressing = [](const std::function<void(light::Spending&)>& change, const solana::Pubkey& to) {
        return [change, to](std::vector<Instruction>& all) { all[1] = light::decompress(with(v2, change), to, 6); };
    };
    const auto as_it_is = [](light::Spending&) {};
    expect_refused(
        v2,
        {
            {"kept", [](auto& all) { all.erase(all.begin() + 2); }},
            {"left open", [](auto& all) { all.pop_back(); }},
            {"opened twice", [](auto& all) { all.insert(all.begin(), all.front()); }},
            {"closed without being opened", [](auto& all) { all.erase(all.begin()); }},
            {"closed to another",
             [&](auto& all) { all[3] = solana::token::close_account(program, passage, key_of(90), wallet_key); }},
            {"burned less",
             [&](auto& all) { all[2] = solana::token::burn_checked(program, passage, token_mint, wallet_key, 11, 6); }},
            {"burned more",
             [&](auto& all) { all[2] = solana::token::burn_checked(program, passage, token_mint, wallet_key, 13, 6); }},
            {"burned before", [](auto& all) { std::swap(all[1], all[2]); }},
            {"revoked", [&](auto& all) { all.push_back(solana::token::revoke(program, passage, wallet_key)); }},
            {"sent to another account", decompressing(as_it_is, key_of(90))},
            {"another's tokens",
             decompressing([](auto& s) { s.tokens[0].owner = s.tokens[1].owner = key_of(90); }, passage)},
            {"one of another", decompressing([](auto& s) { s.tokens[1].owner = key_of(90); }, passage)},
            {"opened for another",
             [&](auto& all) {
                 all[0] = solana::create_associated_token_account(wallet_key, key_of(90), program, token_mint);
             }},
        });
}

TEST(CompressedCheck, RefusesADescriptionWithoutSense) {
    reclaim::Choice choice;
    choice.burn = compressed_items();
    EXPECT_TRUE(reclaim::reviewed_items(choice));
    choice.burn[0].reclaimable_lamports = 1;
    EXPECT_FALSE(reclaim::reviewed_items(choice));
}

}  // namespace
}  // namespace burner::test
