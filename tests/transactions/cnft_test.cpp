// Transactions that burn compressed NFTs.

#include "fakes/cnft_grove.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using fakes::CnftGrove;
using solana::BubblegumVersion;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

/// The source of the answers about one asset.
struct World {
    FakeRpc& rpc;
    fakes::FakeIndexer& indexer;
    solana::Pubkey id, tree, config;

    assets::IndexedAsset& asset() const { return indexer.assets.at(id); }
    assets::AssetProof& proof() const { return indexer.proofs.at(id); }
    solana::Account& account(const solana::Pubkey& address) const { return rpc.accounts.at(address); }
};

class BuildCnft : public BuildTest {
  protected:
    static Selection burn_of(const solana::Pubkey& asset) { return {ItemType::cnft, Action::burn, asset, {}}; }
    /// A burn of the leaf with the first `nodes` of its proof.
    static solana::Instruction burn(CnftGrove& grove, std::size_t index, std::size_t nodes) {
        const auto proof = grove.proof(index);
        return solana::bubblegum::burn(grove.leaf(index), {.root = proof.root,
                                                           .index = static_cast<std::uint32_t>(index),
                                                           .nodes = std::span(proof.path).first(nodes)});
    }
    /// Builds all leaves of a grove, without a donation or reserved bytes.
    base::Result<Build> build_all(const CnftGrove& grove, std::size_t count, std::size_t reserve = 0) {
        std::vector<Selection> items;
        for (std::size_t i = 0; i < count; ++i) items.push_back(burn_of(grove.asset(i)));
        auto wanted = request(items);
        wanted.reserve_bytes = reserve;
        return build(wanted);
    }
    /// Says what becomes of the only leaf of a grove.
    std::optional<BlockedCode> rejected(const CnftGrove& grove) {
        const auto built = build_all(grove, 1);
        EXPECT_TRUE(built);
        EXPECT_EQ(built->transactions.size() + built->rejected.size(), 1U);
        if (built->rejected.empty()) return std::nullopt;
        return built->rejected[0].code;
    }
};

TEST_F(BuildCnft, BurnsOneWithOneInstruction) {
    CnftGrove grove{700};
    grove.canopy = 1;
    grove.mint(key(3));
    grove.leaf(grove.mint(wallet_)).delegate = key(4);
    grove.put(rpc_, indexer_);
    auto selection = burn_of(grove.asset(1));
    selection.expected_balance = 1;
    const auto build = this->build(request({selection}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_TRUE(same_bytes(body(built), {burn(grove, 1, 2)}));
    EXPECT_EQ(built.rebate.gross.value, 0U);
    EXPECT_EQ(built.compute_units_needed, 170'450U);
    EXPECT_EQ(built.instructions.back().kind, "burn");
    EXPECT_EQ(indexer_.batches_asked, 2U);
}

TEST_F(BuildCnft, BurnsTheSecondVersionWithWhatItsLeafHolds) {
    CnftGrove grove{700, BubblegumVersion::v2};
    grove.mint(wallet_);
    auto& other = grove.leaf(grove.mint(wallet_));
    other.collection = key(50);
    other.asset_data_hash = base::keccak256(std::array<std::uint8_t, 1>{9});
    other.flags = 4;
    grove.put(rpc_, indexer_);
    const auto build = build_all(grove, 2);
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), {burn(grove, 0, 3), burn(grove, 1, 3)}));
    EXPECT_EQ(body(build->transactions[0])[0].data.size(), 118U) << "what the program takes for granted is left out";
    EXPECT_EQ(body(build->transactions[0])[1].data.size(), 151U);
}

/// As computed (and for some executed): with a price and no donation.
TEST_F(BuildCnft, HoldsAsManyInATransactionAsFit) {
    struct Row {
        std::uint32_t nodes, count;
    };
    for (const auto& [nodes, count] : {Row{0, 6}, Row{1, 5}}) {
        SCOPED_TRACE(nodes);
        CnftGrove grove{700 + nodes};
        grove.depth = 4;
        grove.canopy = grove.depth - nodes;
        for (std::uint32_t i = 0; i <= count; ++i) grove.mint(wallet_);
        grove.put(rpc_, indexer_);
        EXPECT_EQ(build_all(grove, count)->transactions.size(), 1U);
    }
    CnftGrove grove{710};
    grove.depth = 4;
    grove.canopy = 4;
    for (std::uint32_t i = 0; i < 7; ++i) grove.mint(wallet_);
    grove.put(rpc_, indexer_);
    EXPECT_EQ(build_all(grove, 7)->transactions.size(), 2U);
}

TEST_F(BuildCnft, RejectsAProofThatDoesNotFit) {
    struct Row {
        std::uint32_t nodes;
        std::size_t reserve;
        bool fits;
    };
    for (const auto& [nodes, reserve, fits] :
         {Row{22, 0, true}, Row{23, 0, false}, Row{18, 100, true}, Row{19, 100, false}, Row{22, 1, false}}) {
        SCOPED_TRACE(testing::Message() << nodes << " nodes, " << reserve << " bytes free");
        CnftGrove grove{700};
        grove.depth = nodes;
        grove.mint(wallet_);
        grove.mint(wallet_);  // an empty leaf would be the System program's address
        grove.put(rpc_, indexer_);
        account(10);
        auto wanted = request({burn_of(grove.asset(0)), close_of(10)});
        wanted.reserve_bytes = reserve;
        const auto build = this->build(wanted);
        ASSERT_TRUE(build);
        EXPECT_EQ(build->totals.items, fits ? 2U : 1U) << "the rest is built";
        EXPECT_EQ(codes(*build), fits ? std::vector<BlockedCode>{} : std::vector{BlockedCode::proof_too_large});
    }
}

TEST_F(BuildCnft, ChangesATreeNoMoreThanItsRootLives) {
    struct Row {
        std::uint64_t changes_since, built;
    };
    for (const auto& [changes_since, built] : {Row{0, 8}, Row{3, 5}, Row{7, 1}}) {
        SCOPED_TRACE(changes_since);
        CnftGrove grove{700};
        grove.depth = 4;
        grove.changes_since = changes_since;
        for (int i = 0; i < 10; ++i) grove.mint(wallet_);
        grove.put(rpc_, indexer_);
        const auto build = build_all(grove, 10);
        ASSERT_TRUE(build);
        EXPECT_EQ(build->totals.items, built);
        EXPECT_THAT(codes(*build), Each(BlockedCode::simulation_failed));
        EXPECT_EQ(build->rejected.size(), 10 - built);
        EXPECT_EQ(build->rejected[0].message, "Too many burns from one Merkle tree. Burn this one in a later request");
    }
}

TEST_F(BuildCnft, BurnsNothingThatTheTreeDoesNotConfirm) {
    struct Row {
        std::string_view what;
        std::optional<BlockedCode> code;
        std::function<void(World&)> tell;
    };
    constexpr auto unavailable = BlockedCode::source_unavailable;
    const Row rows[] = {
        {"the truth", {}, [](auto&) {}},
        {"not known", BlockedCode::not_found, [](auto& w) { w.indexer.assets.erase(w.id); }},
        {"burnt", BlockedCode::not_found, [](auto& w) { w.asset().is_burnt = true; }},
        {"not compressed", BlockedCode::not_found, [](auto& w) { w.asset().leaf.reset(); }},
        {"somebody else's", BlockedCode::not_owner, [](auto& w) { w.asset().owner = key(3); }},
        {"nobody's", BlockedCode::not_owner, [](auto& w) { w.asset().owner.reset(); }},
        {"without proof", BlockedCode::not_found, [](auto& w) { w.indexer.proofs.erase(w.id); }},
        {"an empty leaf", BlockedCode::not_found, [](auto& w) { w.proof().leaf = {}; }},
        {"another delegate", unavailable, [](auto& w) { w.asset().delegate = key(3); }},
        {"another data hash", unavailable, [](auto& w) { w.asset().leaf->data_hash[0] ^= 1; }},
        {"another creator hash", unavailable, [](auto& w) { w.asset().leaf->creator_hash[31] ^= 1; }},
        {"another number", unavailable, [](auto& w) { w.asset().leaf->leaf_id ^= 1; }},
        {"another collection", unavailable, [](auto& w) { w.asset().collection->address = key(3); }},
        {"no collection", unavailable, [](auto& w) { w.asset().collection.reset(); }},
        {"another collection's hash", unavailable, [](auto& w) { w.asset().leaf->collection_hash.emplace(); }},
        {"other flags", unavailable, [](auto& w) { w.asset().leaf->flags = 4; }},
        {"another data", unavailable, [](auto& w) { w.asset().leaf->asset_data_hash.emplace(); }},
        {"another leaf", unavailable, [](auto& w) { w.proof().leaf[0] ^= 1; }},
        {"another root", unavailable, [](auto& w) { w.proof().root[0] ^= 1; }},
        {"another tree", unavailable, [](auto& w) { w.proof().tree = key(3); }},
        {"another place", unavailable, [](auto& w) { w.proof().node_index ^= 1; }},
        {"a place above", unavailable, [](auto& w) { w.proof().node_index -= 8; }},
        {"a place below", unavailable, [](auto& w) { w.proof().node_index += 8; }},
        {"another path", unavailable, [](auto& w) { w.proof().path[1][0] ^= 1; }},
        {"a short path", unavailable, [](auto& w) { w.proof().path.pop_back(); }},
        {"a long path", unavailable, [](auto& w) { w.proof().path.emplace_back(); }},
        {"no tree", unavailable, [](auto& w) { w.rpc.accounts.erase(w.tree); }},
        {"a tree of nobody's", unavailable, [](auto& w) { w.account(w.tree).owner = key(3); }},
        {"a tree of V1", unavailable, [](auto& w) { w.account(w.tree).owner = solana::ids::spl_compression; }},
        {"another authority", unavailable, [](auto& w) { w.account(w.tree).data[12] ^= 1; }},
        {"a root of another tree", unavailable, [](auto& w) { w.account(w.tree).data[80] ^= 1; }},
        {"no configuration", unavailable, [](auto& w) { w.account(w.config).data.clear(); }},
        {"a configuration of V1", unavailable, [](auto& w) { w.account(w.config).data[90] = 0; }},
        {"somebody's configuration", unavailable, [](auto& w) { w.account(w.config).owner = key(3); }},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        CnftGrove grove{700, BubblegumVersion::v2};
        grove.leaf(grove.mint(wallet_)).collection = key(50);
        grove.put(rpc_, indexer_);
        World world{rpc_, indexer_, grove.asset(0), grove.tree(), solana::bubblegum::tree_config_address(grove.tree())};
        row.tell(world);
        EXPECT_EQ(rejected(grove), row.code);
    }
}

TEST_F(BuildCnft, RejectsWhatIsFrozenChangedOrOfAnotherType) {
    CnftGrove grove{700, BubblegumVersion::v2};
    for (const std::uint8_t flags : std::to_array<std::uint8_t>({0, 1, 2, 4}))
        grove.leaf(grove.mint(wallet_)).flags = flags;
    grove.put(rpc_, indexer_);
    auto two = burn_of(grove.asset(0));
    two.expected_balance = 2;
    const Selection nft{ItemType::nft, Action::burn, grove.asset(3), {}};
    const auto build = this->build(request({two, burn_of(grove.asset(1)), burn_of(grove.asset(2)), nft}));
    ASSERT_TRUE(build);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::balance_changed, BlockedCode::frozen, BlockedCode::frozen,
                                           BlockedCode::not_found));
    EXPECT_EQ(this->build(request({burn_of(grove.asset(3))}))->totals.items, 1U) << "only its transfer is forbidden";
}

TEST_F(BuildCnft, RejectsWhatTheTreeForgot) {
    CnftGrove grove{700};
    grove.changes_since = 8;
    grove.mint(wallet_);
    grove.put(rpc_, indexer_);
    EXPECT_EQ(rejected(grove), BlockedCode::source_unavailable);
}

TEST_F(BuildCnft, BuildsTheRestWithoutAnIndexer) {
    CnftGrove grove{700};
    grove.mint(wallet_);
    grove.put(rpc_, indexer_);
    account(10);
    indexer_.failure = assets::IndexerFailure{assets::IndexerFailure::Reason::no_answer, "why"};
    const auto build = this->build(request({burn_of(grove.asset(0)), close_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->totals.items, 1U);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::source_unavailable));
}

TEST_F(BuildCnft, AsksNoIndexerForOtherItems) {
    account(10);
    EXPECT_TRUE(this->build(request({close_of(10)})));
    EXPECT_EQ(indexer_.batches_asked, 0U);
}

TEST_F(BuildCnft, ReadsEachTreeOnceAndLargeOnesApart) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 5; ++i) {
        CnftGrove grove{700 + i};
        grove.depth = 20;
        grove.canopy = 10;
        grove.buffer = i < 3 ? 2048 : 64;  // 1.4 MB each, and 44 KB
        grove.mint(wallet_);
        items.push_back(burn_of(grove.asset(grove.mint(wallet_))));
        items.push_back(burn_of(grove.asset(0)));
        grove.put(rpc_, indexer_);
    }
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    EXPECT_THAT(build->rejected, IsEmpty());
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 1 + 1 + 2) << "the wallet's, the heads, and the roots";
}

}  // namespace
}  // namespace burner::transactions
