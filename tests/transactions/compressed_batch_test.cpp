#include "transactions/plan/compressed_batch.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "fakes/fake_compressed_tokens.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"

namespace burner::transactions {
namespace {

namespace light = solana::light_token;
using assets::BlockedCode;
using assets::CompressedTokenAccount;
using assets::TreeType;
using fakes::key;
using fakes::sha_flat_discriminator;
using testing::ElementsAre;
using testing::SizeIs;

const solana::Pubkey wallet = key(1);
constexpr std::uint64_t v2_discriminator = 3ULL << 56;

class CompressedBatchTest : public testing::Test {
  protected:
    CompressedBatchTest() {
        mint(600, 1'000'000);
        tree(901, light::TreeKind::v2);
    }

    CompressedMint& mint(std::uint32_t number, std::uint64_t pool_balance) {
        CompressedMint made{solana::ids::token, {}, {{light::find_pool(key(number), 0), pool_balance}}, {}};
        made.mint.decimals = 6;
        return state_.mints[key(number)] = made;
    }
    void tree(std::uint32_t number, light::TreeKind kind, std::uint64_t fee = 5'000) {
        state_.trees[key(number)] = {kind, {fee}};
    }
    CompressedTokenAccount& token(std::uint32_t number, std::uint64_t amount, std::uint32_t mint = 600) {
        const auto account = fakes::compressed_token(number, wallet, key(mint), amount);
        request_.selections.push_back(
            {assets::ItemType::zk_compressed_token, assets::Action::burn, key(number), std::nullopt});
        return state_.accounts.found[key(number)] = account;
    }
    CompressedBatches divided() { return divide(request_, state_); }
    /// The accounts of each batch, in its order.
    std::vector<std::vector<std::uint32_t>> leaves(const CompressedBatches& divided) {
        std::vector<std::vector<std::uint32_t>> all;
        for (const auto& batch : divided.batches) {
            auto& leaves = all.emplace_back();
            for (const auto& token : batch.spending.tokens) leaves.push_back(token.leaf_index);
        }
        return all;
    }
    std::vector<BlockedCode> codes(const CompressedBatches& divided) {
        std::vector<BlockedCode> codes;
        for (const auto& rejection : divided.rejected) codes.push_back(rejection.code);
        return codes;
    }

    CompressedState state_;
    CompressedRequest request_{{wallet}, {}, {}, {wallet, {solana::compute_budget::set_unit_limit(1)}, 100}};
};

using Change = void (*)(CompressedTokenAccount&);
struct Row {
    const char* name;
    BlockedCode code;
    Change change;
};

constexpr Row blocked[] = {
    {"frozen", BlockedCode::frozen, [](CompressedTokenAccount& a) { a.is_frozen = true; }},
    {"extensions", BlockedCode::plugin_forbids, [](CompressedTokenAccount& a) { a.tlv = {1}; }},
    {"lamports", BlockedCode::plugin_forbids, [](CompressedTokenAccount& a) { a.lamports = {1}; }},
    {"another program", BlockedCode::source_unavailable,
     [](CompressedTokenAccount& a) { a.program = solana::ids::token; }},
    {"an unknown version", BlockedCode::source_unavailable, [](CompressedTokenAccount& a) { a.discriminator = 9; }},
    {"an unknown queue", BlockedCode::source_unavailable, [](CompressedTokenAccount& a) { a.place.queue.reset(); }},
    {"an unknown kind of tree", BlockedCode::source_unavailable,
     [](CompressedTokenAccount& a) { a.place.type.reset(); }},
    {"a tree of addresses", BlockedCode::source_unavailable,
     [](CompressedTokenAccount& a) { a.place.type = TreeType::address_v2; }},
    {"another kind of tree than is there", BlockedCode::source_unavailable,
     [](CompressedTokenAccount& a) { a.place.type = TreeType::state_v1; }},
    {"a tree that is not there", BlockedCode::source_unavailable,
     [](CompressedTokenAccount& a) { a.place.tree = key(999); }},
    {"another owner", BlockedCode::not_owner, [](CompressedTokenAccount& a) { a.owner = key(2); }},
    {"an unknown mint", BlockedCode::source_unavailable, [](CompressedTokenAccount& a) { a.mint = key(699); }},
};

TEST_F(CompressedBatchTest, TakesOnlyWhatTheInstructionsCanSay) {
    for (const Row& row : blocked) {
        request_.selections.clear();
        row.change(token(10, 5));
        EXPECT_THAT(codes(divided()), ElementsAre(row.code)) << row.name;
        EXPECT_THAT(divided().batches, SizeIs(0)) << row.name;
    }
}

TEST_F(CompressedBatchTest, TakesOnlyMintsWhoseTokensMayLeave) {
    const std::pair<BlockedCode, void (*)(CompressedMint&)> rows[] = {
        {BlockedCode::mint_paused, [](CompressedMint& m) { m.mint.is_paused = true; }},
        {BlockedCode::permissioned_burn, [](CompressedMint& m) { m.mint.has_permissioned_burn = true; }},
        {BlockedCode::plugin_forbids, [](CompressedMint& m) { m.pools.clear(); }},
        {BlockedCode::simulation_failed, [](CompressedMint& m) { m.pools.front().amount = 4; }},
    };
    token(10, 5);
    for (const auto& [code, change] : rows) {
        change(mint(600, 1'000));
        EXPECT_THAT(codes(divided()), ElementsAre(code));
    }
}

TEST_F(CompressedBatchTest, TakesNothingOfAMultisig) {
    token(10, 5);
    request_.owner.is_multisig = true;
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::multisig_owner));
}

TEST_F(CompressedBatchTest, DoesNotTakeWrappedSol) {
    auto& account = token(10, 5);
    account.mint = solana::ids::native_mint;
    state_.mints[account.mint] = state_.mints[key(600)];
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::plugin_forbids));
}

TEST_F(CompressedBatchTest, SaysWhatIsGoneAndWhatHasChanged) {
    token(10, 5);
    state_.accounts.found.clear();
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::not_found));
    state_.accounts.failure = "Gone";
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::source_unavailable));
    EXPECT_EQ(divided().rejected.front().message, "Gone");
    state_.accounts.found[key(10)] = fakes::compressed_token(10, wallet, key(600), 5);
    request_.selections.front().expected_balance = 6;
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::balance_changed));
    request_.selections.front().expected_balance = 5;
    EXPECT_THAT(leaves(divided()), ElementsAre(ElementsAre(10)));
}

TEST_F(CompressedBatchTest, FillsInstructionsWithWhatMayShareThem) {
    mint(601, 1'000);
    token(10, 1);
    token(11, 1, 601);
    token(12, 1).discriminator = v2_discriminator;
    token(13, 1).discriminator = sha_flat_discriminator;
    tree(903, light::TreeKind::v1);
    token(14, 1).place = {key(903), key(904), TreeType::state_v1, 14};
    token(15, 1);
    const auto all = divided();
    EXPECT_THAT(leaves(all), testing::UnorderedElementsAre(ElementsAre(10, 15), ElementsAre(11), ElementsAre(12, 13),
                                                           ElementsAre(14)));
    EXPECT_TRUE(all.rejected.empty());
}

TEST_F(CompressedBatchTest, TakesAsManyAsAProofCovers) {
    for (std::uint32_t number = 10; number < 21; ++number) token(number, 1);
    EXPECT_THAT(divided().batches, ElementsAre(testing::Field(&CompressedBatch::selections, SizeIs(8)),
                                               testing::Field(&CompressedBatch::selections, SizeIs(3))));
    for (auto& [address, account] : state_.accounts.found) account.place.type = TreeType::state_v1;
    tree(901, light::TreeKind::v1);
    request_.selections.resize(7);
    EXPECT_THAT(divided().batches, ElementsAre(testing::Field(&CompressedBatch::selections, SizeIs(4)),
                                               testing::Field(&CompressedBatch::selections, SizeIs(3))));
}

/// Every batch fits with the biggest proof; what cannot fit at all is said so.
TEST_F(CompressedBatchTest, TakesFewerWhereTheyDoNotFit) {
    for (std::uint32_t number = 10; number < 18; ++number) {
        auto& account = token(number, 1);
        account.discriminator = number % 2 == 0 ? v2_discriminator : sha_flat_discriminator;
        account.delegate = key(300 + number);
        tree(400 + number, light::TreeKind::v2);
        account.place.tree = key(400 + number);
        account.place.queue = key(500 + number);
    }
    const auto all = divided();
    EXPECT_GT(all.batches.size(), 1U);
    std::size_t burned = 0;
    for (CompressedBatch batch : all.batches) {
        burned += batch.selections.size();
        batch.spending.proof.emplace();
        auto instructions = request_.frame.instructions;
        std::ranges::copy(burn_instructions(batch), std::back_inserter(instructions));
        const auto bytes = serialize(solana::unsigned_transaction(solana::compile(wallet, instructions, {})));
        EXPECT_LE(bytes.size(), request_.frame.max_bytes());
    }
    EXPECT_EQ(burned, 8U);
    request_.frame.reserve_bytes = 400;
    EXPECT_THAT(codes(divided()), testing::AllOf(SizeIs(8), testing::Each(BlockedCode::proof_too_large)));
}

TEST_F(CompressedBatchTest, TakesNothingTwiceOutOfThePools) {
    mint(600, 10).pools.push_back({light::find_pool(key(600), 1), 4});
    for (std::uint32_t number = 10; number < 13; ++number) {
        auto& account = token(number, 5);
        tree(903, light::TreeKind::v1);
        if (number == 12) account.place = {key(903), key(904), TreeType::state_v1, 12};
    }
    const auto all = divided();
    ASSERT_THAT(all.batches, SizeIs(2));
    EXPECT_EQ(codes(all), (std::vector{BlockedCode::simulation_failed}));
    const light::PoolAmount half{light::find_pool(key(600), 0), 5};
    for (const CompressedBatch& batch : all.batches) EXPECT_EQ(batch.spending.withdrawals, (std::vector{half}));
}

TEST_F(CompressedBatchTest, KnowsWhatTheProtocolTakes) {
    const auto fee = [&](TreeType type, std::vector<std::uint32_t> trees) {
        request_.selections.clear();
        for (std::uint32_t i = 0; i < trees.size(); ++i) {
            tree(trees[i], type == TreeType::state_v1 ? light::TreeKind::v1 : light::TreeKind::v2, trees[i]);
            token(10 + i, 1).place = {key(trees[i]), key(904), type, i};
        }
        const auto all = divided();
        EXPECT_THAT(all.batches, SizeIs(1));
        return all.batches.at(0).fee.value;
    };
    const auto lower = key(1'000) < key(1'001) ? 1'000U : 1'001U;
    EXPECT_EQ(fee(TreeType::state_v1, {1'000}), 1'000U);
    EXPECT_EQ(fee(TreeType::state_v1, {1'000, 1'000}), 1'000U);
    EXPECT_EQ(fee(TreeType::state_v1, {1'000, 1'001, 1'000}), 2'001U);
    EXPECT_EQ(fee(TreeType::state_v2, {1'000, 1'000}), 1'000U);
    EXPECT_EQ(fee(TreeType::state_v2, {1'000, 1'001, 1'000}), lower);
}

TEST_F(CompressedBatchTest, BurnsTheFirstVersionOutOfThePools) {
    token(10, 5);
    token(11, 7);
    const auto all = divided();
    ASSERT_THAT(all.batches, SizeIs(1));
    const auto instructions = burn_instructions(all.batches[0]);
    ASSERT_THAT(instructions, SizeIs(1));
    EXPECT_EQ(light::spent(instructions[0]), (light::Spent{key(600), 12, 2, std::nullopt, wallet}));
    EXPECT_EQ(all.batches[0].hashes(), (std::vector<assets::Hash>{key(10).bytes, key(11).bytes}));
}

class ThroughAnAccount : public CompressedBatchTest {
  protected:
    ThroughAnAccount() { token(10, 5).discriminator = sha_flat_discriminator; }

    void put_account(const fakes::TokenBytes& bytes) {
        state_.mints[key(600)].token_account = solana::Account{solana::ids::token, {2'039'280}, bytes.bytes()};
    }
    std::vector<solana::Instruction> instructions() { return burn_instructions(divided().batches.at(0)); }

    solana::Pubkey account_ = solana::associated_token_address(wallet, solana::ids::token, key(600));
};

TEST_F(ThroughAnAccount, OpensAndClosesIt) {
    const auto found = instructions();
    ASSERT_THAT(found, SizeIs(4));
    EXPECT_EQ(solana::created_token_account(found[0])->account, account_);
    EXPECT_EQ(light::spent(found[1]), (light::Spent{key(600), 5, 1, account_, wallet}));
    EXPECT_EQ(found[2], solana::token::burn_checked(solana::ids::token, account_, key(600), wallet, 5, 6));
    EXPECT_EQ(found[3], solana::token::close_account(solana::ids::token, account_, wallet, wallet));
}

TEST_F(ThroughAnAccount, LeavesOneThatWasThere) {
    put_account({.mint = key(600), .owner = wallet, .amount = 99});
    const auto found = instructions();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(light::spent(found[0]), (light::Spent{key(600), 5, 1, account_, wallet}));
    EXPECT_EQ(found[1], solana::token::burn_checked(solana::ids::token, account_, key(600), wallet, 5, 6));
}

TEST_F(ThroughAnAccount, NeedsItsUse) {
    put_account({.mint = key(600), .owner = key(2)});
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::not_owner));
    put_account({.mint = key(600), .owner = wallet, .state = 2});
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::frozen));
    state_.mints[key(600)].token_account = solana::Account{solana::ids::system, {890'880}, {}};
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::not_owner));
}

TEST_F(ThroughAnAccount, DoesNotMixWithWhatElseIsDoneToIt) {
    request_.others = {{assets::ItemType::empty_account, assets::Action::close, account_, std::nullopt}};
    token(11, 5);  // of the first version, goes through none
    EXPECT_THAT(codes(divided()), ElementsAre(BlockedCode::simulation_failed));
    EXPECT_THAT(leaves(divided()), ElementsAre(ElementsAre(11)));
}

}  // namespace
}  // namespace burner::transactions
