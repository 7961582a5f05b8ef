// What stands for liquidity in a pool, asked for all the same.

#include <random>

#include "fakes/held_nft.hpp"
#include "fakes/pool_tokens.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/pools.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using solana::known_position_programs;

Selection burn_of_type(std::uint32_t number, ItemType type) {
    return {type, Action::burn, key(number), std::nullopt};
}

Selection knowingly(Selection selection) {
    selection.acknowledges_liquidity = true;
    return selection;
}

class BuildBacked : public BuildTest {
  protected:
    void plain_nft(std::uint32_t number, std::uint32_t mint_number) {
        mint(mint_number, solana::ids::token_2022, {.supply = 1, .decimals = 0, .authority = std::nullopt});
        account(number, {.amount = 1}, solana::ids::token_2022, mint_number);
    }
    void share(std::uint32_t number, std::uint32_t mint_number,
               const solana::Pubkey& authority = solana::raydium_amm_authority) {
        mint(mint_number, solana::ids::token, {.authority = authority});
        account(number, {.amount = 5'000}, solana::ids::token, mint_number);
    }
    std::optional<BlockedCode> refusal(const Selection& selection) {
        const auto build = this->build(request({selection}));
        if (!build) return std::nullopt;
        EXPECT_EQ(build->transactions.size() + build->rejected.size(), 1U);
        return build->rejected.empty() ? std::nullopt : std::optional{build->rejected[0].code};
    }
};

TEST_F(BuildBacked, NoPositionOfAnyProgramIsBurned) {
    for (const auto& program : known_position_programs()) {
        SCOPED_TRACE(to_base58(program.program) + ":" + program.seed);
        plain_nft(10, 700);
        fakes::HeldNft{.wallet = wallet_, .account = 11, .mint = 701, .edition = std::nullopt}.put(rpc_);
        fakes::HeldNft{
            .wallet = wallet_, .account = 12, .mint = 702, .metadata = {.standard = 1}, .edition = std::nullopt}
            .put(rpc_);
        for (std::uint32_t mint = 700; mint < 703; ++mint) fakes::put_position(rpc_, program, key(mint));
        const ItemType types[] = {ItemType::token, ItemType::nft, ItemType::fungible_asset};
        for (std::uint32_t i = 0; i < 3; ++i) {
            for (const ItemType type : types) {
                EXPECT_EQ(refusal(burn_of_type(10 + i, type)), BlockedCode::position);
                EXPECT_EQ(refusal(knowingly(burn_of_type(10 + i, type))), BlockedCode::position) << "nothing lifts it";
            }
        }
        for (std::uint32_t mint = 700; mint < 703; ++mint) rpc_.accounts.erase(position_address(program, key(mint)));
    }
    EXPECT_EQ(refusal(burn_of_type(10, ItemType::token)), std::nullopt) << "and what is none can be burned";
}

TEST_F(BuildBacked, WhatCannotBeLookedUpIsNotBurned) {
    plain_nft(10, 700);
    share(11, 701, fakes::keyless(1));
    account(12, {.amount = 5});
    rpc_.on_heads = [] { return false; };
    const auto build = this->build(request({burn_of(10), knowingly(burn_of(11)), burn_of(12)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->rejected.size(), 2U);
    for (const Rejection& rejection : build->rejected) EXPECT_EQ(rejection.code, BlockedCode::source_unavailable);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_EQ(build->transactions[0].includes, std::vector{burn_of(12)}) << "the rest is built";
}

TEST_F(BuildBacked, ASharesBurnHasToBeAcknowledged) {
    share(10, 700);
    EXPECT_EQ(refusal(burn_of(10)), BlockedCode::liquidity);
    const auto build = this->build(request({knowingly(burn_of(10))}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_EQ(build->transactions[0].includes, std::vector{burn_of(10)});
}

TEST_F(BuildBacked, AnAcknowledgedShareIsProtectedAllTheSame) {
    share(10, 700);
    auto wanted = request({knowingly(burn_of(10))});
    wanted.protection.mints = {key(700)};
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    ASSERT_EQ(build->rejected.size(), 1U);
    EXPECT_EQ(build->rejected[0].code, BlockedCode::protected_);
}

TEST_F(BuildBacked, ExcessOfAPositionsAccountCanBeWithdrawn) {
    plain_nft(10, 700);
    fakes::put_position(rpc_, known_position_programs().front(), key(700));
    EXPECT_EQ(refusal(withdrawal_of(10)), std::nullopt);
}

TEST_F(BuildBacked, CompressedTokensAreNoWayAround) {
    mint(700, solana::ids::token, {.supply = 1, .decimals = 0, .authority = std::nullopt});
    mint(701, solana::ids::token, {.authority = solana::raydium_cpmm_authority});
    rpc_.put(key(901), solana::ids::light_compression, 1'000'000, fakes::light_tree(assets::TreeType::state_v2));
    for (const std::uint32_t number : {700U, 701U}) {
        const TokenBytes pool{.mint = key(number), .owner = solana::ids::light_token_authority, .amount = 1'000};
        rpc_.put(solana::light_token::find_pool(key(number), 0).address, solana::ids::token, 1, pool.bytes());
        compressed_tokens_.accounts.push_back(
            fakes::compressed_token(number - 600, wallet_, key(number), number == 700 ? 1 : 9));
    }
    fakes::put_position(rpc_, known_position_programs().back(), key(700));
    const auto compressed = [](std::uint32_t number) { return burn_of_type(number, ItemType::zk_compressed_token); };
    EXPECT_EQ(refusal(knowingly(compressed(100))), BlockedCode::position);
    EXPECT_EQ(refusal(compressed(101)), BlockedCode::liquidity);
    EXPECT_EQ(refusal(knowingly(compressed(101))), std::nullopt);
}

/// A wallet of everything that an account can hold, positions and shares among it.
class RandomBacked : public BuildBacked {
  protected:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    bool often() { return below(2) == 0; }

    Selection put(std::uint32_t number) {
        const auto kind = below(5);
        const std::uint32_t mint_number = 10'000 + number;
        if (kind == 0) plain_nft(number, mint_number);
        if (kind == 1) share(number, mint_number, often() ? solana::raydium_amm_authority : fakes::keyless(number));
        if (kind >= 2) put_nft(number, mint_number);
        if (kind != 1 && often()) put_position_of(mint_number);
        Selection selection = burn_of_type(number, static_cast<ItemType>(1 + below(3)));
        selection.acknowledges_liquidity = often();
        if (often()) selection.expected_balance = 1;
        if (below(8) == 0) selection.action = Action::withdraw_excess;
        if (below(8) == 0) selection = close_of(number);
        return selection;
    }
    void put_nft(std::uint32_t number, std::uint32_t mint_number) {
        fakes::HeldNft held{.wallet = wallet_, .account = number, .mint = mint_number, .edition = std::nullopt};
        held.metadata.standard = static_cast<std::uint8_t>(below(3));
        held.is_frozen = below(4) == 0;
        held.put(rpc_);
    }
    void put_position_of(std::uint32_t mint_number) {
        const auto& programs = known_position_programs();
        fakes::put_position(rpc_, programs[below(programs.size())], key(mint_number));
        positions_.insert(key(mint_number));
    }
    void expect_none_burned(const BuiltTransaction& built) const {
        for (const auto& instruction : solana::decompile(message_of(built))) {
            const bool withdraws = solana::token::kind_of(instruction) == solana::token::Kind::withdraw_excess_lamports;
            for (const auto& account : instruction.accounts) {
                if (!withdraws) EXPECT_FALSE(positions_.contains(account.key)) << to_base58(account.key);
            }
        }
        for (const Selection& selection : built.includes) {
            if (selection.action == Action::withdraw_excess) continue;
            const auto& data = rpc_.accounts.at(selection.address).data;
            EXPECT_FALSE(positions_.contains(solana::read_pubkey(data, 0))) << to_base58(selection.address);
        }
    }

    std::mt19937 random_{20'261'130};
    std::set<solana::Pubkey> positions_;
};

TEST_F(RandomBacked, NoCombinationBurnsAPosition) {
    std::size_t built_items = 0;
    for (std::uint32_t round = 0; round < 40; ++round) {
        SCOPED_TRACE(testing::Message() << "seed 20261130, round " << round);
        std::vector<Selection> items;
        const auto count = 1 + below(30);
        for (std::uint32_t i = 0; i < count; ++i) items.push_back(put(2'000 + round * 100 + i));
        if (below(6) == 0) rpc_.on_heads = [] { return false; };
        const auto build = this->build(request(items));
        rpc_.on_heads = nullptr;
        ASSERT_TRUE(build);
        for (const auto& built : build->transactions) expect_none_burned(built);
        built_items += build->totals.items;
        EXPECT_EQ(build->totals.items + build->rejected.size(), items.size());
    }
    EXPECT_GT(built_items, 100U) << "of all that was asked for, something was built";
    EXPECT_GT(positions_.size(), 100U);
}

}  // namespace
}  // namespace burner::transactions
