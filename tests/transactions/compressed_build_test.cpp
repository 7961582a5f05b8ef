// Transactions that burn compressed tokens.

#include "assets/decide/compressed_token.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

namespace light = solana::light_token;
using assets::BlockedCode;
using fakes::sha_flat_discriminator;
using testing::ElementsAre;
using testing::SizeIs;

constexpr std::uint64_t protocol_fee = 5'000;

Selection burn_compressed(std::uint32_t number) {
    return {ItemType::zk_compressed_token, Action::burn, key(number), std::nullopt};
}

class BuildCompressed : public BuildTest {
  protected:
    BuildCompressed() {
        const TokenBytes pool{.mint = key(600), .owner = solana::ids::light_token_authority, .amount = 1'000};
        rpc_.put(pool_.address, solana::ids::token, old_rent, pool.bytes());
        tree(901, assets::TreeType::state_v2);
    }
    void tree(std::uint32_t number, assets::TreeType type) {
        rpc_.put(key(number), solana::ids::light_compression, 1'000'000, fakes::light_tree(type));
    }
    assets::CompressedTokenAccount& token(std::uint32_t number, std::uint64_t amount) {
        return compressed_tokens_.accounts.emplace_back(fakes::compressed_token(number, wallet_, key(600), amount));
    }
    light::Spending spending(const std::vector<std::uint32_t>& numbers) const {
        light::Spending spending{wallet_, solana::ids::token, {}, {}, {}};
        std::uint64_t total = 0;
        for (const auto& account : compressed_tokens_.accounts) {
            if (std::ranges::find(numbers, account.place.leaf_index) == numbers.end()) continue;
            auto& token = spending.tokens.emplace_back(assets::spendable(account).value());
            token.is_proved_by_index = account.prove_by_index;
            token.root_index = account.prove_by_index ? std::uint16_t{0} : compressed_tokens_.root_index;
            total += account.amount;
            if (!account.prove_by_index) spending.proof.emplace().fill(7);
        }
        spending.withdrawals = {{pool_, total}};
        return spending;
    }
    void needs_proof(std::uint32_t number) {
        auto& account = *std::ranges::find(compressed_tokens_.accounts, number,
                                           [](const auto& each) { return each.place.leaf_index; });
        account.prove_by_index = false;
        account.place.type = assets::TreeType::state_v1;
        tree(901, assets::TreeType::state_v1);
    }

    light::Pool pool_ = light::find_pool(key(600), 0);
};

TEST_F(BuildCompressed, SpendsByIndexAndTellsWhatItCosts) {
    token(10, 5);
    token(11, 7);
    const auto build = this->build(request({burn_compressed(10), burn_compressed(11)}));
    ASSERT_TRUE(build);
    ASSERT_THAT(build->transactions, SizeIs(1));
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_TRUE(same_bytes(body(built), {light::burn(spending({10, 11}))}));
    EXPECT_EQ(built.compute_units_needed, 60'000U + 2 * 12'000U + 450U);
    EXPECT_EQ(built.network_fee.value, network_fee(1, 1'000, built.compute_units_needed).value + protocol_fee);
    EXPECT_EQ(built.rebate, Rebate{});
    EXPECT_THAT(built.includes, ElementsAre(burn_compressed(10), burn_compressed(11)));
    EXPECT_EQ(build->totals.items, 2U);
    EXPECT_EQ(build->totals.network_fee, built.network_fee);
}

TEST_F(BuildCompressed, CarriesAProofWhereOneIsNeeded) {
    token(10, 5);
    needs_proof(10);
    const auto build = this->build(request({burn_compressed(10)}));
    ASSERT_TRUE(build);
    ASSERT_THAT(build->transactions, SizeIs(1));
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), {light::burn(spending({10}))}));
    EXPECT_EQ(build->transactions[0].compute_units_needed, 250'000U + 65'000U + 450U);
}

TEST_F(BuildCompressed, AsksForOneProofOfEachInstruction) {
    std::vector<Selection> items;
    for (std::uint32_t number = 10; number < 20; ++number) {
        token(number, 1);
        items.push_back(burn_compressed(number));
    }
    compressed_tokens_.page_size = 3;
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->totals.items, 10U);
    EXPECT_THAT(compressed_tokens_.proofs, ElementsAre(SizeIs(8), SizeIs(2)));
    EXPECT_EQ(compressed_tokens_.pages, 4U);
}

TEST_F(BuildCompressed, ReadsNoFurtherThanItHasTo) {
    for (std::uint32_t number = 10; number < 20; ++number) token(number, 1);
    compressed_tokens_.page_size = 2;
    EXPECT_TRUE(this->build(request({burn_compressed(12)})));
    EXPECT_EQ(compressed_tokens_.pages, 2U);
}

TEST_F(BuildCompressed, SaysThatItHasNotLookedThroughAll) {
    for (std::uint32_t number = 0; number < 1'001; ++number) token(1'000 + number, 1);
    compressed_tokens_.page_size = 1;
    EXPECT_THAT(codes(*this->build(request({burn_compressed(2'000)}))), ElementsAre(BlockedCode::source_unavailable));
    EXPECT_TRUE(this->build(request({burn_compressed(1'999)}))->rejected.empty());
}

/// The hash that names it says nothing to the user: an indexer that gives another token under it gets nothing burned.
TEST_F(BuildCompressed, BurnsNoTokenThatAnIndexerPutInThePlaceOfTheReviewedOne) {
    mint(601, solana::ids::token, {});
    auto reviewed = burn_compressed(10);
    reviewed.expected_mint = key(600);
    reviewed.expected_balance = 5;
    const auto lie = [&](const solana::Pubkey& mint, std::uint64_t amount) {
        compressed_tokens_.accounts = {fakes::compressed_token(10, wallet_, mint, amount)};
        return *this->build(request({reviewed}));
    };
    EXPECT_EQ(lie(key(600), 5).totals.items, 1U);
    EXPECT_THAT(codes(lie(key(601), 5)), ElementsAre(BlockedCode::balance_changed));
    EXPECT_THAT(codes(lie(key(600), 6)), ElementsAre(BlockedCode::balance_changed));
    EXPECT_THAT(codes(lie(key(601), 1'000)), ElementsAre(BlockedCode::balance_changed));
}

/// Each member of the record that it gives under the hash, made up: what is burned is what was reviewed, or nothing.
TEST_F(BuildCompressed, BurnsTheReviewedMintAndAmountWhateverAnIndexerSays) {
    mint(601, solana::ids::token, {});
    tree(903, assets::TreeType::state_v2);
    auto reviewed = burn_compressed(10);
    reviewed.expected_mint = key(600);
    reviewed.expected_balance = 5;
    using Record = assets::CompressedTokenAccount;
    const std::function<void(Record&)> lies[] = {
        [](Record& r) { r.mint = key(601); },
        [](Record& r) { r.amount = 4; },
        [](Record& r) { r.amount = UINT64_MAX; },
        [](Record& r) { r.mint = key(601), r.place.leaf_index = 11; },
        [](Record& r) { r.amount = 7, r.place.leaf_index = 11; },
        [](Record& r) { r.owner = key(77); },
        [](Record& r) { r.delegate = key(77); },
        [](Record& r) { r.place.leaf_index = 11; },
        [](Record& r) { r.place.tree = key(903); },
        [](Record& r) { r.discriminator = sha_flat_discriminator; },
        [](Record& r) { r.is_frozen = true; },
        [](Record& r) { r.tlv = {1}; },
        [](Record& r) { r.lamports = {1}; },
        [](Record& r) { r.prove_by_index = false; },
    };
    for (std::size_t lie = 0; lie < std::size(lies); ++lie) {
        SCOPED_TRACE(lie);
        compressed_tokens_.accounts = {fakes::compressed_token(10, wallet_, key(600), 5)};
        lies[lie](compressed_tokens_.accounts.front());
        const auto build = this->build(request({reviewed}));
        ASSERT_TRUE(build);
        EXPECT_EQ(build->totals.items + build->rejected.size(), 1U);
        if (lie < 5) EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::balance_changed));
        for (const auto& built : build->transactions) {
            for (const auto& instruction : body(built)) {
                const auto spent = light::spent(instruction);
                if (!spent) continue;
                EXPECT_EQ(spent->mint, key(600));
                EXPECT_EQ(spent->amount, 5U);
                EXPECT_EQ(spent->tokens, 1U);
            }
        }
    }
}

TEST_F(BuildCompressed, GoesThroughTheWalletsAccount) {
    token(10, 5).discriminator = sha_flat_discriminator;
    const auto address = solana::associated_token_address(wallet_, solana::ids::token, key(600));
    rpc_.put(address, solana::ids::token, old_rent,
             TokenBytes{.mint = key(600), .owner = wallet_, .amount = 9}.bytes());
    const auto build = this->build(request({burn_compressed(10)}));
    ASSERT_TRUE(build);
    ASSERT_THAT(build->transactions, SizeIs(1));
    EXPECT_TRUE(same_bytes(body(build->transactions[0]),
                           {light::decompress(spending({10}), address, 6),
                            solana::token::burn_checked(solana::ids::token, address, key(600), wallet_, 5, 6)}));
}

TEST_F(BuildCompressed, SharesTransactionsWithOtherItems) {
    account(20);
    token(10, 5);
    const auto build = this->build(request({burn_compressed(10), close_of(20)}));
    ASSERT_TRUE(build);
    ASSERT_THAT(build->transactions, SizeIs(1));
    EXPECT_EQ(build->transactions[0].rebate.gross.value, old_rent);
    EXPECT_EQ(build->transactions[0].network_fee.value,
              network_fee(1, 1'000, build->transactions[0].compute_units_needed).value + protocol_fee);
}

TEST_F(BuildCompressed, BuildsTheRestWhereTheIndexerDoesNotAnswer) {
    account(20);
    token(10, 5);
    compressed_tokens_.failure = assets::IndexerFailure{assets::IndexerFailure::Reason::no_answer, "Gone"};
    const auto build = this->build(request({burn_compressed(10), close_of(20)}));
    ASSERT_TRUE(build);
    EXPECT_THAT(build->rejected, ElementsAre(Rejection{burn_compressed(10), BlockedCode::source_unavailable, "Gone"}));
    ASSERT_THAT(build->transactions, SizeIs(1));
    EXPECT_THAT(build->transactions[0].includes, ElementsAre(close_of(20)));
}

TEST_F(BuildCompressed, TakesNoProofOfSomethingElse) {
    const std::function<void(assets::ValidityProof&)> lies[] = {
        [](assets::ValidityProof& proof) { proof.accounts.front().place.leaf_index += 1; },
        [](assets::ValidityProof& proof) { proof.accounts.front().place.tree = key(3); },
        [](assets::ValidityProof& proof) { proof.accounts.clear(); },
        [](assets::ValidityProof& proof) { proof.proof.reset(); },
    };
    token(10, 5);
    needs_proof(10);
    for (const auto& lie : lies) {
        compressed_tokens_.on_proof = lie;
        const auto build = this->build(request({burn_compressed(10)}));
        ASSERT_TRUE(build);
        EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::source_unavailable));
    }
    compressed_tokens_.on_proof = {};
    compressed_tokens_.unproven = {key(10)};
    EXPECT_EQ(this->build(request({burn_compressed(10)}))->rejected.front().message, "No such account");
}

TEST_F(BuildCompressed, RejectsAllThatShareAnInstructionThatWouldFail) {
    account(20);
    token(10, 5);
    token(11, 5);
    bool is_first = true;
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        if (std::exchange(is_first, false))
            simulation.error = solana::TransactionError{"InstructionError", 3, 14'307, "Custom"};
    };
    const auto build = this->build(request({close_of(20), burn_compressed(10), burn_compressed(11)}));
    ASSERT_TRUE(build);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::simulation_failed, BlockedCode::simulation_failed));
    ASSERT_THAT(build->transactions, SizeIs(1));
    EXPECT_THAT(build->transactions[0].includes, ElementsAre(close_of(20)));
}

TEST_F(BuildCompressed, RejectsWhatLeavesTheWalletsReserveNoRoom) {
    token(10, 5).discriminator = sha_flat_discriminator;
    auto wanted = request({burn_compressed(10)});
    wanted.reserve_bytes = 400;
    EXPECT_THAT(codes(*this->build(wanted)), ElementsAre(BlockedCode::proof_too_large));
}

TEST_F(BuildCompressed, FailsOnlyWhereTheChainCannotBeRead) {
    token(10, 5);
    rpc_.failing = {FakeRpc::Method::accounts};
    EXPECT_EQ(this->build(request({burn_compressed(10)})).error().code, base::ErrorCode::upstream_unavailable);
}

}  // namespace
}  // namespace burner::transactions
