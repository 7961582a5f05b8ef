// What a project protects does not get into a transaction, whatever a client asks for.

#include "fakes/cnft_grove.hpp"
#include "fakes/held_core.hpp"
#include "fakes/held_nft.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using assets::Protection;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint64_t v2_discriminator = 3ULL << 56;

Protection above(std::string usd) {
    return {std::move(usd), {}, {}};
}
Protection of_mint(const solana::Pubkey& mint) {
    return {std::nullopt, {mint}, {}};
}
Protection of_collection(const solana::Pubkey& collection) {
    return {std::nullopt, {}, {collection}};
}

class ProtectedBurn : public BuildTest {
  protected:
    /// The wallet holds one item of each kind that can be burned.
    ProtectedBurn() {
        account(10, {.amount = 2'500'000});
        fakes::HeldNft{.wallet = wallet_, .account = 11, .mint = 700, .metadata = {.collection = key(701)}}.put(rpc_);
        fakes::HeldNft{.wallet = wallet_,
                       .account = 12,
                       .mint = 710,
                       .metadata = {.standard = 1},
                       .edition = std::nullopt,
                       .amount = 50}
            .put(rpc_);
        fakes::HeldCore{.wallet = wallet_, .asset = 13, .bytes = fakes::CoreBytes::asset_of(7)}.put(rpc_);
        rpc_.put(fakes::filled(7), solana::ids::core, 1, fakes::CoreBytes::collection().data());
        grove_.leaf(grove_.mint(wallet_)).collection = key(721);
        grove_.prove_collections();
        grove_.put(rpc_, indexer_);
        const TokenBytes pool{.mint = key(600), .owner = solana::ids::light_token_authority, .amount = 100'000'000};
        rpc_.put(solana::light_token::find_pool(key(600), 0).address, solana::ids::token, old_rent, pool.bytes());
        rpc_.put(key(901), solana::ids::light_compression, 1'000'000, fakes::light_tree(assets::TreeType::state_v2));
        for (const std::uint32_t number : {14U, 15U})
            compressed_tokens_.accounts.push_back(fakes::compressed_token(number, wallet_, key(600), 2'500'000));
        compressed_tokens_.accounts.back().discriminator = v2_discriminator;
        const auto passage = solana::associated_token_address(wallet_, solana::ids::token, key(600));
        const TokenBytes enough{.mint = key(600), .owner = wallet_, .amount = 100'000'000};
        rpc_.put(passage, solana::ids::token, old_rent, enough.bytes());
    }

    Selection burn(ItemType type, std::uint32_t number) const { return {type, Action::burn, key(number), {}}; }
    Selection burn_cnft() const { return {ItemType::cnft, Action::burn, grove_.asset(0), {}}; }
    Build build_under(const Protection& protection, std::vector<Selection> items) {
        auto wanted = request(std::move(items));
        wanted.protection = protection;
        auto built = build(std::move(wanted));
        EXPECT_TRUE(built);
        return built.value_or(Build{});
    }

    fakes::CnftGrove grove_{720};
};

TEST_F(ProtectedBurn, IsRejectedOnEveryPath) {
    struct Row {
        const char* name;
        Selection selection;
        Protection protection;
        std::string_view rule;
    };
    constexpr std::string_view mint = "The project protects this mint from being burned";
    constexpr std::string_view collection = "The project protects this collection from being burned";
    constexpr std::string_view value = "The project protects what is worth more than 4.99 USD from being burned";
    prices_.prices = {{key(600), base::Decimal{2, 0}}, {key(710), base::Decimal{2, 0}}};
    const Row rows[] = {
        {"token, mint", burn(ItemType::token, 10), of_mint(key(600)), mint},
        {"token, value", burn(ItemType::token, 10), above("4.99"), value},
        {"nft, mint", burn(ItemType::nft, 11), of_mint(key(700)), mint},
        {"nft, collection", burn(ItemType::nft, 11), of_collection(key(701)), collection},
        {"fungible asset, mint", burn(ItemType::fungible_asset, 12), of_mint(key(710)), mint},
        {"fungible asset, value", burn(ItemType::fungible_asset, 12), above("4.99"), value},
        {"core asset, address", burn(ItemType::nft, 13), of_mint(key(13)), mint},
        {"core asset, collection", burn(ItemType::nft, 13), of_collection(fakes::filled(7)), collection},
        {"cnft, address", burn_cnft(), of_mint(grove_.asset(0)), mint},
        {"cnft, collection", burn_cnft(), of_collection(key(721)), collection},
        {"compressed token, mint", burn(ItemType::zk_compressed_token, 14), of_mint(key(600)), mint},
        {"compressed token, value", burn(ItemType::zk_compressed_token, 14), above("4.99"), value},
        {"compressed token of version 2, mint", burn(ItemType::zk_compressed_token, 15), of_mint(key(600)), mint},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.name);
        EXPECT_THAT(build_under({}, {row.selection}).rejected, IsEmpty());
        EXPECT_THAT(build_under({"100", {key(98)}, {key(99)}}, {row.selection}).rejected, IsEmpty());
        const Build build = build_under(row.protection, {row.selection});
        EXPECT_THAT(build.transactions, IsEmpty());
        EXPECT_THAT(build.rejected,
                    ElementsAre(Rejection{row.selection, BlockedCode::protected_, std::string(row.rule)}));
    }
}

TEST_F(ProtectedBurn, LeavesTheRestOfARequest) {
    account(20);
    const Build build =
        build_under({std::nullopt, {key(600)}, {}}, {burn(ItemType::token, 10), close_of(20), burn(ItemType::nft, 11),
                                                     burn(ItemType::zk_compressed_token, 14), burn_cnft()});
    EXPECT_THAT(codes(build), ElementsAre(BlockedCode::protected_, BlockedCode::protected_));
    EXPECT_EQ(build.totals.items, 3U);
}

TEST_F(ProtectedBurn, IsNoClose) {
    account(20);
    TokenBytes wrapped{.owner = wallet_, .amount = 5'000, .native_reserve = old_rent};
    wrapped.mint = solana::ids::native_mint;
    rpc_.put(key(21), solana::ids::token, old_rent + 5'000, wrapped.bytes());
    prices_.prices = {{solana::ids::native_mint, base::Decimal{200, 0}}};
    const Build build =
        build_under({"0", {key(600), solana::ids::native_mint, key(20)}, {}}, {close_of(20), close_of(21)});
    EXPECT_THAT(build.rejected, IsEmpty());
    EXPECT_EQ(build.totals.items, 2U);
    EXPECT_THAT(prices_.asked, IsEmpty());
}

TEST_F(ProtectedBurn, KeepsTheReasonOfTheChain) {
    account(10, {.amount = 5, .state = 2});
    const Build build = build_under(of_mint(key(600)), {burn(ItemType::token, 10)});
    EXPECT_THAT(codes(build), ElementsAre(BlockedCode::frozen));
}

TEST_F(ProtectedBurn, AsksForPricesOnlyWhereAValueProtects) {
    const std::vector<Selection> all{burn(ItemType::token, 10), burn(ItemType::nft, 11),
                                     burn(ItemType::fungible_asset, 12), burn(ItemType::zk_compressed_token, 14)};
    build_under({}, all);
    build_under({std::nullopt, {key(98)}, {key(99)}}, all);
    EXPECT_THAT(prices_.asked, IsEmpty());
    EXPECT_THAT(build_under(above("0"), all).rejected, IsEmpty());  // nothing has a price
    EXPECT_THAT(prices_.asked, testing::UnorderedElementsAre(key(600), key(710)));
}

TEST_F(ProtectedBurn, ByValueHoldsWhileNoPriceIsKnown) {
    prices_.is_up = false;
    const std::vector<Selection> all{burn(ItemType::token, 10), burn(ItemType::fungible_asset, 12),
                                     burn(ItemType::zk_compressed_token, 14), burn(ItemType::zk_compressed_token, 15)};
    for (const Selection& selection : all) {
        const Build build = build_under(above("5"), {selection});
        EXPECT_THAT(build.transactions, IsEmpty());
        EXPECT_THAT(codes(build), ElementsAre(BlockedCode::source_unavailable));
        EXPECT_THAT(build_under({}, {selection}).rejected, IsEmpty()) << "no value protects";
        EXPECT_THAT(build_under({std::nullopt, {key(98)}, {}}, {selection}).rejected, IsEmpty());
    }
    EXPECT_THAT(build_under(above("5"), {burn(ItemType::nft, 11)}).rejected, IsEmpty()) << "an NFT has no price";
}

TEST_F(ProtectedBurn, ByValueHoldsForMoreThanCanBeTold) {
    prices_.prices = {{key(600), base::Decimal{1, 29}}};
    EXPECT_THAT(codes(build_under(above("5"), {burn(ItemType::token, 10)})), ElementsAre(BlockedCode::protected_));
}

TEST_F(ProtectedBurn, ByCollectionHoldsForACompressedNftWhoseTreeSaysOtherwise) {
    indexer_.assets.at(grove_.asset(0)).collection->address = key(722);
    const Build lied = build_under(of_collection(key(721)), {burn_cnft()});
    EXPECT_THAT(lied.transactions, IsEmpty());
    EXPECT_THAT(codes(lied), ElementsAre(BlockedCode::source_unavailable));
    indexer_.assets.at(grove_.asset(0)).collection.reset();
    EXPECT_THAT(codes(build_under(of_collection(key(721)), {burn_cnft()})),
                ElementsAre(BlockedCode::source_unavailable));
    EXPECT_THAT(build_under(of_mint(key(721)), {burn_cnft()}).rejected, IsEmpty()) << "no collection protects";
}

}  // namespace
}  // namespace burner::transactions
