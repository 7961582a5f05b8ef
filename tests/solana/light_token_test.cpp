#include "solana/programs/light_token.hpp"

#include "solana/pda.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/ids.hpp"
#include "solana/vectors.hpp"

namespace burner::solana::light_token {
namespace {

CompressedToken token_of(std::uint64_t amount, std::uint8_t tree, std::uint32_t leaf_index) {
    CompressedToken token{key_of(3), key_of(2), amount};
    token.tree_kind = TreeKind::v2;
    token.tree = key_of(tree);
    token.queue = key_of(static_cast<std::uint8_t>(tree + 1));
    token.leaf_index = leaf_index;
    token.is_proved_by_index = true;
    return token;
}

PoolAmount pool_of(std::uint8_t index, std::uint64_t amount) {
    return {{key_of(static_cast<std::uint8_t>(100 + index)), index, static_cast<std::uint8_t>(250 + index)}, amount};
}

Spending spending_of(std::vector<CompressedToken> tokens, std::vector<PoolAmount> withdrawals) {
    return {key_of(1), ids::token, std::move(tokens), std::nullopt, std::move(withdrawals)};
}

/// "ws" + first byte of the key for each account after the first `skipped`.
std::string packed_accounts(const Instruction& instruction, std::size_t skipped) {
    std::string out;
    for (const AccountMeta& account : std::span{instruction.accounts}.subspan(skipped)) {
        out += account.is_writable ? "w" : "";
        out += account.is_signer ? "s" : "";
        out += account.is_writable || account.is_signer ? "" : "r";
        out += std::to_string(account.key.bytes[0]) + " ";
    }
    return out;
}

/// Reads hex without the spaces that tell the fields apart.
std::string hex(std::string_view fields) {
    std::string out{fields};
    std::erase(out, ' ');
    return out;
}

constexpr std::size_t burn_accounts = 13;
constexpr std::size_t transfer2_accounts = 7;
const std::string token_program = std::to_string(ids::token.bytes[0]);

TEST(LightToken, BurnNamesEachTreeAndQueueOnce) {
    const Instruction instruction =
        burn(spending_of({token_of(5, 10, 0x01020304), token_of(6, 20, 8), token_of(7, 10, 9)}, {pool_of(0, 18)}));
    EXPECT_EQ(instruction.program, ids::light_token);
    EXPECT_EQ(packed_accounts(instruction, burn_accounts), "w10 w11 w20 w21 ");
    const std::string data = to_hex(instruction.data);
    EXPECT_EQ(data.substr(0, 24), hex("746e1d386bdb2a5d cb000000"));
    EXPECT_EQ(data.substr(24, 256), std::string(256, '0'));
    EXPECT_EQ(data.substr(24 + 256, 8), "03000000");
    EXPECT_EQ(data.substr(288, 40), hex("0500000000000000 00 0001 04030201 01 0000 0000"));
    EXPECT_EQ(data.substr(328, 40), hex("0600000000000000 00 0203 08000000 01 0000 0000"));
    EXPECT_EQ(data.substr(368, 40), hex("0700000000000000 00 0001 09000000 01 0000 0000"));
    EXPECT_EQ(data.substr(408), hex("00 1200000000000000 00 00"));
}

TEST(LightToken, BurnPutsFurtherPoolsFirst) {
    CompressedToken token = token_of(30, 10, 0);
    token.delegate = key_of(40);
    const Instruction instruction = burn(spending_of({token}, {pool_of(2, 20), pool_of(0, 9), pool_of(1, 1)}));
    EXPECT_EQ(instruction.accounts[4], (AccountMeta{key_of(102), false, true}));
    EXPECT_EQ(packed_accounts(instruction, burn_accounts), "w100 w101 w40 w10 w11 ");
    EXPECT_EQ(to_hex(std::span{instruction.data}.subspan(12 + 128)),
              hex("01000000 1e00000000000000 0102 0304 00000000 01 0000 0000 00 1e00000000000000 00 00"));
}

TEST(LightToken, BurnCarriesAProof) {
    CompressedToken token = token_of(1, 10, 0);
    token.is_proved_by_index = false;
    token.root_index = 0x0102;
    Spending spending = spending_of({token}, {pool_of(0, 1)});
    spending.proof.emplace().fill(0xab);
    const std::string data = to_hex(burn(spending).data);
    EXPECT_EQ(data.substr(24, 256), to_hex(base::Bytes(128, 0xab)));
    EXPECT_EQ(data.substr(24 + 256),
              hex("01000000 0100000000000000 00 0001 00000000 00 0201 0000 00 0100000000000000 00 00"));
}

TEST(LightToken, DecompressNamesTreesQueuesAndThenTheRest) {
    CompressedToken first = token_of(5, 10, 7), second = token_of(6, 20, 8);
    first.version = Version::sha_flat;
    second.version = Version::v2;
    second.delegate = key_of(40);
    const Instruction instruction =
        decompress(spending_of({first, second}, {pool_of(1, 10), pool_of(0, 1)}), key_of(50), 9);
    EXPECT_EQ(instruction.program, ids::light_token);
    EXPECT_EQ(packed_accounts(instruction, transfer2_accounts),
              "w10 w20 w11 w21 r3 s2 w50 r40 w101 w100 r" + token_program + " ");
    const std::string data = to_hex(instruction.data);
    EXPECT_EQ(data.substr(0, 28), hex("65 00000000 02 ffff 00 01 02000000"));
    EXPECT_EQ(data.substr(28, 32), hex("01 0a00000000000000 04 06 00 08 01 fb 09"));
    EXPECT_EQ(data.substr(60, 32), hex("01 0100000000000000 04 06 00 09 00 fa 09"));
    EXPECT_EQ(data.substr(92, 10), hex("00 02000000"));
    EXPECT_EQ(data.substr(102, 44), hex("05 0500000000000000 00 00 04 03 00 02 07000000 01 0000"));
    EXPECT_EQ(data.substr(146, 44), hex("05 0600000000000000 01 07 04 02 01 03 08000000 01 0000"));
    EXPECT_EQ(data.substr(190), hex("00000000 00 00 00 00"));
}

TEST(LightToken, VersionsByDiscriminator) {
    EXPECT_EQ(version_of(2), Version::v1);
    EXPECT_EQ(version_of(216172782113783808), Version::v2);
    EXPECT_EQ(version_of(288230376151711744), Version::sha_flat);
    for (const std::uint64_t other : {0ULL, 1ULL, 3ULL, 4ULL, 5ULL << 56, ~0ULL}) EXPECT_FALSE(version_of(other));
}

TEST(LightToken, FindsThePoolsOfAMint) {
    const Pubkey usdc = key_of("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");
    for (std::uint8_t index = 0; index < max_pools; ++index) {
        const Pool pool = find_pool(usdc, index);
        EXPECT_EQ(pool.index, index);
        std::vector<base::ByteView> seeds{base::as_bytes("pool"), usdc.view()};
        if (index > 0) seeds.emplace_back(&pool.index, 1);
        seeds.emplace_back(&pool.bump, 1);
        EXPECT_EQ(create_program_address(seeds, ids::light_token), pool.address);
    }
    EXPECT_EQ(find_program_address(std::array{base::as_bytes("cpi_authority")}, ids::light_token)->address,
              ids::light_token_authority);
    EXPECT_EQ(find_program_address(std::array{base::as_bytes("cpi_authority")}, ids::light_system)->address,
              ids::light_system_authority);
}

TEST(LightToken, WithdrawsFromTheFewestPools) {
    struct Row {
        std::vector<std::uint64_t> balances;
        std::uint64_t amount;
        std::optional<std::vector<PoolAmount>> taken;
    };
    const Row rows[] = {
        {{5, 10, 7}, 8, {{pool_of(1, 8)}}},
        {{5, 10, 7}, 17, {{pool_of(1, 10), pool_of(2, 7)}}},
        {{5, 10, 7}, 18, {{pool_of(1, 10), pool_of(2, 7), pool_of(0, 1)}}},
        {{5, 5}, 6, {{pool_of(0, 5), pool_of(1, 1)}}},
        {{5, 10, 7}, 23, std::nullopt},
        {{}, 1, std::nullopt},
        {{~0ULL, ~0ULL}, ~0ULL, {{pool_of(0, ~0ULL)}}},
    };
    for (const Row& row : rows) {
        std::vector<PoolAmount> balances;
        for (const std::uint64_t balance : row.balances)
            balances.push_back(pool_of(static_cast<std::uint8_t>(balances.size()), balance));
        EXPECT_EQ(withdraw(balances, row.amount), row.taken) << row.amount;
    }
}

TEST(LightToken, AddsAmountsOnlyWithin64Bits) {
    EXPECT_EQ(total_amount(std::vector{token_of(1, 10, 0), token_of(~0ULL - 1, 10, 1)}), ~0ULL);
    EXPECT_FALSE(total_amount(std::vector{token_of(2, 10, 0), token_of(~0ULL - 1, 10, 1)}));
}

TEST(LightToken, SharesAnInstructionOnlyWithItsLike) {
    const CompressedToken token = token_of(1, 10, 0);
    EXPECT_TRUE(may_share(token, token_of(2, 20, 1)));
    CompressedToken other = token;
    other.mint = key_of(99);
    EXPECT_FALSE(may_share(token, other));
    other = token;
    other.owner = key_of(99);
    EXPECT_FALSE(may_share(token, other));
    other = token;
    other.tree_kind = TreeKind::v1;
    EXPECT_FALSE(may_share(token, other));
    other = token;
    other.version = Version::v2;
    EXPECT_FALSE(may_share(token, other));
    CompressedToken flat = other;
    flat.version = Version::sha_flat;
    EXPECT_TRUE(may_share(other, flat));
}

TEST(LightToken, TakesAsManyInputsAsAProofCovers) {
    constexpr std::size_t of_v1[] = {0, 1, 2, 3, 4, 4, 4, 4, 8, 8, 8};
    constexpr std::size_t of_v2[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8};
    for (std::size_t available = 0; available < std::size(of_v1); ++available) {
        EXPECT_EQ(inputs_of_one_instruction(TreeKind::v1, available), of_v1[available]);
        EXPECT_EQ(inputs_of_one_instruction(TreeKind::v2, available), of_v2[available]);
    }
}

/// Makes an instruction that uses every option, spread over trees and pools.
Spending full_spending(bool with_proof) {
    CompressedToken first = token_of(5, 10, 7), second = token_of(1'000, 20, 8);
    second.delegate = key_of(40);
    Spending spending = spending_of({first, second}, {pool_of(1, 1'000), pool_of(0, 5)});
    if (with_proof) spending.proof.emplace().fill(0xab);
    return spending;
}

TEST(LightToken, ReadsWhatIsSpent) {
    for (const bool with_proof : {false, true}) {
        const Spending spending = full_spending(with_proof);
        EXPECT_EQ(spent(burn(spending)), (Spent{key_of(3), 1'005, 2, std::nullopt, key_of(2)}));
        EXPECT_EQ(spent(decompress(spending, key_of(50), 9)), (Spent{key_of(3), 1'005, 2, key_of(50), key_of(2)}));
        std::vector<SpentLeaf> leaves;
        for (const CompressedToken& token : spending.tokens)
            leaves.push_back({token.tree, token.leaf_index, token.amount});
        EXPECT_EQ(spent_leaves(burn(spending)), leaves);
        EXPECT_EQ(spent_leaves(decompress(spending, key_of(50), 9)), leaves);
    }
    EXPECT_TRUE(spent_leaves({}).empty());
}

/// Any byte may be another one in a place, an index or a proof; whatever is read is still of these accounts.
TEST(LightToken, ReadsNothingThatIsNotWrittenSo) {
    for (const Instruction& good : {burn(full_spending(true)), decompress(full_spending(true), key_of(50), 9)}) {
        Instruction other = good;
        other.program = ids::token;
        EXPECT_FALSE(spent(other));
        for (std::size_t size = 0; size < good.data.size(); ++size) {
            other = good;
            other.data.resize(size);
            EXPECT_FALSE(spent(other)) << size;
        }
        other = good;
        other.data.push_back(0);
        EXPECT_FALSE(spent(other));
        other = good;
        other.accounts.resize(14);
        EXPECT_FALSE(spent(other));
        for (std::size_t i = 0; i < good.data.size(); ++i) {
            other = good;
            other.data[i] ^= 0x80;
            const auto read = spent(other);
            if (read) EXPECT_EQ(read->amount, 1'005U) << i;
        }
    }
}

TEST(AssociatedToken, IsCreatedUnlessItIsThere) {
    const Instruction instruction = create_associated_token_account(key_of(1), key_of(2), ids::token_2022, key_of(3));
    EXPECT_EQ(instruction.program, ids::associated_token);
    EXPECT_EQ(to_hex(instruction.data), "01");
    ASSERT_EQ(instruction.accounts.size(), 6U);
    EXPECT_EQ(instruction.accounts[0], (AccountMeta{key_of(1), true, true}));
    EXPECT_EQ(instruction.accounts[1],
              (AccountMeta{associated_token_address(key_of(2), ids::token_2022, key_of(3)), false, true}));
    const Pubkey rest[] = {key_of(2), key_of(3), ids::system, ids::token_2022};
    for (std::size_t i = 0; i < std::size(rest); ++i)
        EXPECT_EQ(instruction.accounts[2 + i], (AccountMeta{rest[i], false, false}));
    const auto created = created_token_account(instruction);
    ASSERT_TRUE(created);
    EXPECT_EQ(created->account, instruction.accounts[1].key);
    EXPECT_EQ(created->owner, key_of(2));
    EXPECT_EQ(created->mint, key_of(3));
    Instruction other = instruction;
    other.data = {0};
    EXPECT_FALSE(created_token_account(other));
    other = instruction;
    other.accounts[1].key = key_of(9);
    EXPECT_FALSE(created_token_account(other));
}

}  // namespace
}  // namespace burner::solana::light_token
