// Transactions that burn NFTs and semi-fungible tokens.

#include "fakes/held_nft.hpp"
#include "solana/programs/token_metadata.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

namespace tm = solana::token_metadata;
using assets::BlockedCode;
using solana::TokenStandard;
using testing::ElementsAre;

constexpr std::uint64_t full_burn = fakes::nft_account_lamports + fakes::edition_lamports + (128 + 607) * 5'080;

Selection burn_nft(std::uint32_t number) {
    return {ItemType::nft, Action::burn, key(number), std::nullopt};
}

class BuildNfts : public BuildTest {
  protected:
    void nft(fakes::HeldNft held) {
        held.wallet = wallet_;
        held.put(rpc_);
    }
    solana::Instruction burn(std::uint32_t account, std::uint32_t mint,
                             TokenStandard standard = TokenStandard::non_fungible,
                             std::optional<solana::Pubkey> collection = {}) const {
        return tm::burn({.owner = wallet_,
                         .mint = key(mint),
                         .token_account = key(account),
                         .token_program = solana::ids::token,
                         .standard = standard,
                         .verified_collection = collection,
                         .master = {}});
    }
    std::vector<solana::Instruction> burn_plainly(std::uint32_t account, std::uint32_t mint,
                                                  std::uint64_t amount = 1) const {
        const auto program = solana::ids::token;
        return {solana::token::burn_checked(program, key(account), key(mint), wallet_, amount, 0),
                solana::token::close_account(program, key(account), wallet_, wallet_)};
    }
};

TEST_F(BuildNfts, BurnsOneWithOneInstruction) {
    nft({.account = 10, .mint = 700, .metadata = {.collection = key(701)}});
    auto selection = burn_nft(10);
    selection.expected_balance = 1;
    const auto build = this->build(request({selection}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_TRUE(same_bytes(body(built), {burn(10, 700, TokenStandard::non_fungible, key(701))}));
    EXPECT_EQ(built.rebate.gross.value, full_burn);
    EXPECT_EQ(built.compute_units_needed, 60'450U);
    EXPECT_EQ(built.instructions.back().kind, "burn_v1");
}

TEST_F(BuildNfts, BurnsProgrammableOnesWithTheirRecord) {
    nft({.account = 10, .mint = 700, .metadata = {.standard = 4}, .state = 0});
    const auto build = this->build(request({burn_nft(10)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), {burn(10, 700, TokenStandard::programmable_non_fungible)}));
    EXPECT_EQ(build->transactions[0].rebate.gross.value, full_burn + fakes::record_lamports);
    EXPECT_EQ(build->transactions[0].compute_units_needed, 80'450U);
}

TEST_F(BuildNfts, BurnsPlainlyWhatTokenMetadataWouldRefuse) {
    nft({.account = 10, .mint = 700});
    rpc_.accounts.erase(tm::metadata_address(key(700)));
    const auto build = this->build(request({burn_nft(10)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), burn_plainly(10, 700)));
    EXPECT_EQ(build->transactions[0].rebate.gross.value, fakes::nft_account_lamports);
}

TEST_F(BuildNfts, BurnsSemiFungibleTokensAsTokens) {
    nft({.account = 10, .mint = 700, .metadata = {.standard = 1}, .edition = std::nullopt, .amount = 12});
    const auto build = this->build(request({{ItemType::fungible_asset, Action::burn, key(10), 12}}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), burn_plainly(10, 700, 12)));
}

TEST_F(BuildNfts, DecidesAgainOnFreshState) {
    const auto expecting = [](Selection selection, std::uint64_t balance) {
        selection.expected_balance = balance;
        return selection;
    };
    const std::tuple<const char*, fakes::HeldNft, Selection, BlockedCode> rows[] = {
        {"locked", {.metadata = {.standard = 4}, .state = 1}, burn_nft(10), BlockedCode::locked},
        {"frozen", {.is_frozen = true}, burn_nft(10), BlockedCode::frozen},
        {"printed", {.edition = fakes::master_edition(1)}, burn_nft(10), BlockedCode::has_prints},
        {"collection", {.metadata = {.size = 3}}, burn_nft(10), BlockedCode::collection_not_empty},
        {"reviewed another balance", {}, expecting(burn_nft(10), 2), BlockedCode::balance_changed},
        {"no token", {}, burn_of(10), BlockedCode::not_found},
        {"gone", {.amount = 0}, burn_nft(10), BlockedCode::balance_changed},
    };
    for (const auto& [name, held, selection, code] : rows) {
        SCOPED_TRACE(name);
        auto put = held;
        put.account = 10;
        put.mint = 700;
        nft(put);
        const auto build = this->build(request({selection}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->transactions.empty());
        EXPECT_THAT(codes(*build), ElementsAre(code));
    }
}

/// Two prints of one master share an edition marker; whichever is burned last gives it back.
TEST_F(BuildNfts, BurnsPrintsBesideTheWalletsOwnMasterOneAtATime) {
    const auto master_edition = tm::edition_address(key(700));
    nft({.account = 10, .mint = 700, .edition = fakes::master_edition(2)});
    for (const std::uint32_t i : {1U, 2U}) {
        nft({.account = 10 + i,
             .mint = 700 + i,
             .metadata = {.standard = 3},
             .edition = fakes::print_edition(master_edition, i * 9)});
    }
    const auto marker = tm::edition_marker_address(key(700), 9);
    rpc_.put(marker, solana::ids::token_metadata, 5'000, fakes::edition_marker(9, 18));
    const auto both = this->build(request({burn_nft(11), burn_nft(12)}));
    ASSERT_TRUE(both);
    ASSERT_EQ(both->transactions.size(), 1U);
    EXPECT_EQ(both->transactions[0].rebate.gross.value, full_burn);
    ASSERT_EQ(both->rejected.size(), 1U);
    EXPECT_EQ(both->rejected[0].selection, burn_nft(12));
    EXPECT_THAT(both->rejected[0].message, testing::HasSubstr("Another print"));
    const auto instruction = body(both->transactions[0]).at(0);
    EXPECT_EQ(instruction.accounts[7].key, key(700));
    EXPECT_EQ(instruction.accounts[8].key, key(10));
    EXPECT_EQ(instruction.accounts[9].key, marker);

    rpc_.put(marker, solana::ids::token_metadata, 5'000, fakes::edition_marker(18, 18));
    const auto last = this->build(request({burn_nft(12)}));
    ASSERT_TRUE(last);
    ASSERT_EQ(last->transactions.size(), 1U);
    EXPECT_EQ(last->transactions[0].rebate.gross.value, full_burn + 5'000);
}

/// Their bits in the marker stay, so that they do not depend on each other.
TEST_F(BuildNfts, BurnsPrintsOfAMasterInOtherHands) {
    const auto master_edition = tm::edition_address(key(700));
    fakes::HeldNft{.wallet = key(9), .account = 9, .mint = 700, .edition = fakes::master_edition(2)}.put(rpc_);
    account(8, {.owner = key(9)}, solana::ids::token, 700);  // another that holds none of it
    for (const std::uint32_t i : {1U, 2U}) {
        nft({.account = 10 + i,
             .mint = 700 + i,
             .metadata = {.standard = 3},
             .edition = fakes::print_edition(master_edition, i * 9)});
        assets::IndexedAsset indexed;
        indexed.id = key(700 + i);
        indexed.master_mint = key(700);
        indexer_.assets[indexed.id] = indexed;
    }
    const auto marker = tm::edition_marker_address(key(700), 9);
    rpc_.put(marker, solana::ids::token_metadata, 5'000, fakes::edition_marker(9, 18));
    const auto both = this->build(request({burn_nft(11), burn_nft(12)}));
    ASSERT_TRUE(both);
    EXPECT_TRUE(both->rejected.empty());
    EXPECT_EQ(both->totals.rebate.gross.value, 2 * full_burn);
    const auto instruction = body(both->transactions.at(0)).at(0);
    EXPECT_EQ(instruction.accounts[7].key, key(700));
    EXPECT_EQ(instruction.accounts[8].key, key(9));
    EXPECT_EQ(instruction.accounts[9].key, marker);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::largest], 1);

    rpc_.accounts.erase(key(9));
    const auto without_holder = this->build(request({burn_nft(11)}));
    ASSERT_TRUE(without_holder);
    EXPECT_TRUE(same_bytes(body(without_holder->transactions.at(0)), burn_plainly(11, 701)));

    rpc_.failing = {FakeRpc::Method::largest};
    nft({.account = 13, .mint = 710});
    const auto blind = this->build(request({burn_nft(11), burn_nft(13)}));
    ASSERT_TRUE(blind);
    EXPECT_THAT(codes(*blind), ElementsAre(BlockedCode::source_unavailable));
    EXPECT_THAT(blind->transactions.at(0).includes, ElementsAre(burn_nft(13)));
}

TEST_F(BuildNfts, PacksSeveralIntoOneTransactionAndDropsTheOneThatFails) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 4; ++i) {
        nft({.account = 10 + i, .mint = 700 + i});
        items.push_back(burn_nft(10 + i));
    }
    rpc_.poisoned = {key(12)};
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_THAT(build->transactions[0].includes, ElementsAre(burn_nft(10), burn_nft(11), burn_nft(13)));
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::simulation_failed));
    EXPECT_EQ(build->totals.rebate.gross.value, 3 * full_burn);
}

TEST_F(BuildNfts, FailsWhenTheMetadataCannotBeRead) {
    nft({.account = 10, .mint = 700});
    int calls = 0;
    rpc_.on_accounts = [&] { return ++calls < 2; };
    const auto build = this->build(request({burn_nft(10)}));
    ASSERT_FALSE(build);
    EXPECT_EQ(build.error().code, base::ErrorCode::upstream_unavailable);
}

}  // namespace
}  // namespace burner::transactions
