#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

/// "ws" + key for each account: w writable, s signer, r neither.
std::string accounts_of(const Instruction& instruction) {
    std::string out;
    for (const AccountMeta& account : instruction.accounts) {
        if (!out.empty()) out += ' ';
        out += account.is_writable ? "w" : "";
        out += account.is_signer ? "s" : "";
        out += account.is_writable || account.is_signer ? "" : "r";
        out += std::to_string(account.key.bytes[0]);
    }
    return out;
}

TEST(Programs, EncodeAsTheProgramsRead) {
    struct Row {
        Instruction instruction;
        Pubkey program;
        std::string_view data;
        std::string_view accounts;
    };
    const Pubkey account = key_of(1), wallet = key_of(2), mint = key_of(3);
    const Row rows[] = {
        {token::revoke(ids::token, account, wallet), ids::token, "05", "w1 s2"},
        {token::close_account(ids::token_2022, account, wallet, wallet), ids::token_2022, "09", "w1 w2 s2"},
        {token::burn_checked(ids::token, account, mint, wallet, 0x0102030405060708, 9), ids::token,
         "0f080706050403020109", "w1 w3 s2"},
        {token::harvest_withheld_to_mint(mint, std::vector{account, key_of(4)}), ids::token_2022, "1a04", "w3 w1 w4"},
        {token::withdraw_excess_lamports(ids::token, account, key_of(4), wallet), ids::token, "26", "w1 w4 s2"},
        {system::transfer(wallet, account, {0x0102030405060708}), ids::system, "020000000807060504030201", "ws2 w1"},
        {compute_budget::set_unit_limit(1'400'000), ids::compute_budget, "02c05c1500", ""},
        {compute_budget::set_unit_price(0x0102030405060708), ids::compute_budget, "030807060504030201", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(row.instruction.program, row.program);
        EXPECT_EQ(to_hex(row.instruction.data), row.data);
        EXPECT_EQ(accounts_of(row.instruction), row.accounts);
    }
}

TEST(Programs, RecogniseWhatTheyEncodeAndNothingElse) {
    using token::Kind;
    const Pubkey account = key_of(1), wallet = key_of(2), mint = key_of(3);
    const std::pair<Instruction, Kind> rows[] = {
        {token::revoke(ids::token, account, wallet), Kind::revoke},
        {token::close_account(ids::token_2022, account, wallet, wallet), Kind::close_account},
        {token::burn_checked(ids::token, account, mint, wallet, 7, 9), Kind::burn_checked},
        {token::harvest_withheld_to_mint(mint, std::vector{account, key_of(4)}), Kind::harvest_withheld_to_mint},
        {token::withdraw_excess_lamports(ids::token_2022, account, wallet, wallet), Kind::withdraw_excess_lamports},
    };
    for (const auto& [instruction, kind] : rows) {
        EXPECT_EQ(token::kind_of(instruction), kind);
        Instruction other = instruction;
        other.data.push_back(0);
        EXPECT_FALSE(token::kind_of(other));
        other.data.clear();
        EXPECT_FALSE(token::kind_of(other));
        other = instruction;
        other.accounts.clear();
        EXPECT_FALSE(token::kind_of(other));
        other = instruction;
        other.program = ids::system;
        EXPECT_FALSE(token::kind_of(other));
        EXPECT_FALSE(system::transferred(instruction));
    }
    EXPECT_EQ(token::burned_amount(rows[2].first).raw, 7U);
    EXPECT_EQ(token::burned_amount(rows[2].first).decimals, 9U);
}

TEST(Programs, RecogniseATransfer) {
    const Instruction transfer = system::transfer(key_of(1), key_of(2), {7});
    EXPECT_EQ(system::transferred(transfer), base::Lamports{7});
    Instruction other = transfer;
    other.data[0] = 3;
    EXPECT_FALSE(system::transferred(other));
    other = transfer;
    other.data.pop_back();
    EXPECT_FALSE(system::transferred(other));
    other = transfer;
    other.accounts.pop_back();
    EXPECT_FALSE(system::transferred(other));
    other = transfer;
    other.program = ids::token;
    EXPECT_FALSE(system::transferred(other));
}

TEST(ComputeBudget, ReadsBackOnlyItsOwn) {
    EXPECT_EQ(compute_budget::unit_limit(compute_budget::set_unit_limit(7)), 7U);
    EXPECT_EQ(compute_budget::unit_price(compute_budget::set_unit_price(~0ULL)), ~0ULL);
    EXPECT_FALSE(compute_budget::unit_price(compute_budget::set_unit_limit(7)));
    EXPECT_FALSE(compute_budget::unit_limit(compute_budget::set_unit_price(7)));
    Instruction other = compute_budget::set_unit_limit(7);
    other.data.push_back(0);
    EXPECT_FALSE(compute_budget::unit_limit(other));
    other.data.resize(1);
    EXPECT_FALSE(compute_budget::unit_limit(other));
    for (const std::uint8_t tag : {std::uint8_t{0}, std::uint8_t{5}}) {
        other = compute_budget::set_unit_limit(7);
        other.data[0] = tag;
        EXPECT_FALSE(compute_budget::kind_of(other));
    }
    other = compute_budget::set_unit_limit(7);
    other.accounts.push_back({key_of(1), false, false});
    EXPECT_FALSE(compute_budget::unit_limit(other));
    other = compute_budget::set_unit_limit(7);
    other.program = ids::system;
    EXPECT_FALSE(compute_budget::unit_limit(other));
}

TEST(Ids, AreTheirText) {
    EXPECT_EQ(to_base58(ids::token), "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
    EXPECT_EQ(ids::system, Pubkey{});
    static_assert(ids::lighthouse.bytes[0] != 0);
}

}  // namespace
}  // namespace burner::solana
