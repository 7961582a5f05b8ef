#include <stdexcept>

#include "base/base64.hpp"
#include "solana/golden.hpp"
#include "solana/message.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using GoldenTransactions = GoldenTest;

std::vector<Instruction> golden(std::string_view name) {
    const Pubkey wallet = key_of(1);
    const Pubkey account = key_of(2);
    const Pubkey mint = key_of(3);
    if (name == "close1" || name == "v1 close1") return {token::close_account(ids::token, account, wallet, wallet)};
    if (name == "cb+burnChecked+close+donation")
        return {compute_budget::set_unit_limit(50'000), compute_budget::set_unit_price(10'000),
                token::burn_checked(ids::token, account, mint, wallet, 123'456'789, 6),
                token::close_account(ids::token, account, wallet, wallet),
                system::transfer(wallet, key_of(4), {1'000'000})};
    if (name == "t22 burnChecked+harvest+close")
        return {compute_budget::set_unit_limit(50'000), compute_budget::set_unit_price(10'000),
                token::burn_checked(ids::token_2022, account, mint, wallet, 5, 9),
                token::harvest_withheld_to_mint(mint, std::vector{account}),
                token::close_account(ids::token_2022, account, wallet, wallet)};
    return {};
}

TEST_F(GoldenTransactions, CompileByteIdentically) {
    for (const auto vector : vectors("txs")) {
        const base::Bytes wire = from_hex(text(vector["hex"]));
        const auto parsed = parse_transaction(wire);
        ASSERT_TRUE(parsed) << text(vector["name"]);
        std::vector<Instruction> instructions = golden(text(vector["name"]));
        if (instructions.empty()) instructions = decompile(parsed->message);
        const Message& read = parsed->message;
        const Message message = read.version == MessageVersion::v1
                                    ? compile(key_of(1), instructions, read.blockhash, read.config)
                                    : compile(key_of(1), instructions, read.blockhash);
        EXPECT_EQ(to_hex(serialize(unsigned_transaction(message))), text(vector["hex"])) << text(vector["name"]);
        EXPECT_EQ(base::to_base64(wire), text(vector["base64"]));
        EXPECT_EQ(wire.size(), vector["size"].get_uint64().value());
    }
}

TEST(Compile, OrdersKeysByClassThenBytesAndUnitesFlags) {
    const Instruction first{
        key_of(9), {{key_of(8), false, false}, {key_of(7), false, true}, {key_of(6), true, false}}, {}};
    const Instruction second{
        key_of(5), {{key_of(8), false, true}, {key_of(4), true, true}, {key_of(3), true, false}}, {}};
    const Message message = compile(key_of(0xff), std::vector{first, second}, {});
    const std::vector<Pubkey> expected{key_of(0xff), key_of(4), key_of(3), key_of(6),
                                       key_of(7),    key_of(8), key_of(5), key_of(9)};
    EXPECT_EQ(message.keys, expected);
    EXPECT_EQ(message.required_signatures, 4);
    EXPECT_EQ(message.readonly_signed, 2);
    EXPECT_EQ(message.readonly_unsigned, 2);
    EXPECT_EQ(message.instructions[0], (CompiledInstruction{7, {5, 4, 3}, {}}));
    EXPECT_EQ(message.instructions[1], (CompiledInstruction{6, {5, 1, 2}, {}}));
}

TEST(Compile, ComparesKeysAsBytesBeyondTheFirstEight) {
    Pubkey low = key_of(7);
    Pubkey high = key_of(7);
    low.bytes[8] = 0;
    high.bytes[31] = 0xff;
    const Instruction instruction{key_of(9), {{high, false, true}, {key_of(7), false, true}, {low, false, true}}, {}};
    const Message message = compile(key_of(1), std::vector{instruction}, {});
    EXPECT_EQ(message.keys, (std::vector<Pubkey>{key_of(1), low, key_of(7), high, key_of(9)}));
}

TEST(Compile, RefusesMoreThan64Keys) {
    Instruction instruction{key_of(200), {}, {}};
    for (std::uint8_t i = 1; i <= 62; ++i) instruction.accounts.push_back({key_of(i), false, true});
    EXPECT_EQ(compile(key_of(100), std::vector{instruction}, {}).keys.size(), 64U);
    instruction.accounts.push_back({key_of(63), false, true});
    EXPECT_THROW(compile(key_of(100), std::vector{instruction}, {}), std::length_error);
}

TEST(Compile, RefusesMoreThan255AccountsInVersion1) {
    Instruction instruction{key_of(2), std::vector<AccountMeta>(255, {key_of(3), false, false}), {}};
    EXPECT_EQ(compile(key_of(1), std::vector{instruction}, {}, {}).instructions[0].accounts.size(), 255U);
    instruction.accounts.push_back({key_of(3), false, false});
    EXPECT_EQ(compile(key_of(1), std::vector{instruction}, {}).instructions[0].accounts.size(), 256U);
    EXPECT_THROW(compile(key_of(1), std::vector{instruction}, {}, {}), std::length_error);
}

TEST(Decompile, GivesBackWhatWasCompiled) {
    const std::vector<Instruction> instructions = golden("cb+burnChecked+close+donation");
    std::vector<Instruction> expected = instructions;
    for (Instruction& instruction : expected)
        for (AccountMeta& account : instruction.accounts)
            if (account.key == key_of(1)) account.is_signer = account.is_writable = true;
    EXPECT_EQ(decompile(compile(key_of(1), instructions, {})), expected);

    Message message = compile(key_of(1), instructions, {});
    message.lookups = {{key_of(9), {1}, {}}};
    EXPECT_THROW(decompile(message), std::invalid_argument);
}

TEST(Message, LoadedKeysAreWritableBeforeReadOnly) {
    Message message = compile(key_of(1), std::vector{Instruction{key_of(2), {}, {}}}, {});
    message.lookups = {{key_of(9), {1}, {2}}, {key_of(8), {3}, {}}};
    const std::vector<bool> expected{true, false, true, true, false};
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(message.is_writable(i), expected[i]) << i;
}

}  // namespace
}  // namespace burner::solana
