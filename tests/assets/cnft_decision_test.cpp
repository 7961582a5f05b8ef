// What may be done with a compressed NFT, and what is shown of it.

#include <functional>

#include <gmock/gmock.h>

#include "assets/decide/cnft.hpp"
#include "assets/sample.hpp"
#include "fakes/cnft_grove.hpp"

namespace burner::assets {
namespace {

using fakes::CnftGrove;
using fakes::key;
using solana::BubblegumVersion;

CnftTree tree_of(BubblegumVersion version, std::uint32_t depth = 14, std::uint32_t canopy = 0) {
    CnftTree tree;
    tree.version = version;
    tree.shape.max_depth = depth;
    tree.shape.canopy_depth = canopy;
    return tree;
}

IndexedAsset first_of(const CnftGrove& grove) {
    return grove.indexed(0);
}

CnftGrove grove_of(BubblegumVersion version, std::optional<std::uint8_t> flags = {}) {
    CnftGrove grove{700, version};
    grove.leaf(grove.mint(wallet)).flags = flags;
    return grove;
}

TEST(CnftItem, ShowsCleanTexts) {
    auto asset = first_of(grove_of(BubblegumVersion::v1));
    asset.name = " Ticket\u202e #1\n";
    asset.image_uri = "https://example.com/1.png";
    asset.json_uri = "https://example.com/1.json";
    asset.collection = IndexedCollection{key(50), {}, "\u200bTickets"};
    const Item item = to_item({wallet}, asset, tree_of(BubblegumVersion::v1));
    EXPECT_EQ(item.type, ItemType::cnft);
    EXPECT_EQ(item.address, asset.id);
    EXPECT_EQ(item.name, "Ticket #1");
    EXPECT_EQ(item.image_uri, asset.image_uri);
    EXPECT_EQ(item.metadata_uri, asset.json_uri);
    EXPECT_EQ(item.collection, key(50));
    EXPECT_EQ(item.collection_name, "Tickets");
    EXPECT_EQ(item.reclaimable.value, 0U);
    EXPECT_FALSE(item.mint || item.token_program || item.is_frozen);
    EXPECT_THAT(item.actions(), testing::ElementsAre(Action::burn));
}

TEST(CnftItem, ShowsNeitherScriptsNorUnverifiedCollections) {
    auto asset = first_of(grove_of(BubblegumVersion::v1));
    asset.name = "\n";
    asset.image_uri = asset.json_uri = "javascript:alert(1)";
    asset.collection = IndexedCollection{key(50), false, "Tickets"};
    const Item item = to_item({wallet}, asset, tree_of(BubblegumVersion::v1));
    EXPECT_EQ(item.name, "Unknown NFT");
    EXPECT_EQ(item.image_uri, "");
    EXPECT_EQ(item.metadata_uri, "");
    EXPECT_FALSE(item.collection);
    asset.collection = IndexedCollection{key(50), true, ""};
    EXPECT_EQ(to_item({wallet}, asset, tree_of(BubblegumVersion::v1)).collection_name, "Unknown collection");
}

TEST(CnftItem, IsBlockedWhileItIsFrozen) {
    struct Row {
        std::uint8_t flags;
        bool is_frozen;
    };
    for (const auto& [flags, is_frozen] :
         {Row{0, false}, Row{1, true}, Row{2, true}, Row{3, true}, Row{4, false}, Row{6, true}}) {
        SCOPED_TRACE(testing::Message() << "flags " << int{flags});
        const auto asset = first_of(grove_of(BubblegumVersion::v2, flags));
        const Item item = to_item({wallet}, asset, tree_of(BubblegumVersion::v2));
        EXPECT_EQ(item.is_frozen, is_frozen);
        EXPECT_EQ(item.blocked, is_frozen ? std::optional{BlockedCode::frozen} : std::nullopt);
    }
}

TEST(CnftItem, IsNotBlockedByADelegate) {
    auto asset = first_of(grove_of(BubblegumVersion::v1));
    asset.delegate = key(3);
    EXPECT_FALSE(to_item({wallet}, asset, tree_of(BubblegumVersion::v1)).blocked);
}

TEST(CnftItem, IsBlockedForAMultisig) {
    const auto asset = first_of(grove_of(BubblegumVersion::v1));
    EXPECT_EQ(to_item({wallet, true}, asset, tree_of(BubblegumVersion::v1)).blocked, BlockedCode::multisig_owner);
}

/// The depths were computed: a transaction holds so much that has nothing else in it, not even a price.
TEST(CnftItem, IsBlockedWhereNoTransactionHoldsTheProof) {
    struct Row {
        BubblegumVersion version;
        bool has_collection;
        bool has_options;
        std::uint32_t max_depth;
    };
    for (const auto& [version, has_collection, has_options, max_depth] :
         {Row{BubblegumVersion::v1, false, false, 22}, Row{BubblegumVersion::v2, false, false, 21},
          Row{BubblegumVersion::v2, true, false, 19}, Row{BubblegumVersion::v2, true, true, 18}}) {
        auto grove = grove_of(version);
        if (has_collection) grove.leaf(0).collection = key(50);
        if (has_options) {
            grove.leaf(0).flags = 4;
            grove.leaf(0).asset_data_hash.emplace();
        }
        for (const std::uint32_t depth : {max_depth - 1, max_depth, max_depth + 1, 30U}) {
            SCOPED_TRACE(testing::Message() << max_depth << " nodes at most, " << depth);
            const auto expected = depth > max_depth ? std::optional{BlockedCode::proof_too_large} : std::nullopt;
            EXPECT_EQ(to_item({wallet}, first_of(grove), tree_of(version, depth)).blocked, expected);
            EXPECT_FALSE(to_item({wallet}, first_of(grove), tree_of(version, depth, depth - 10)).blocked);
        }
    }
}

TEST(CnftLeaf, HasTheCollectionThatItsHashIsOf) {
    auto asset = first_of(grove_of(BubblegumVersion::v2));
    const auto collection = [&] { return leaf_of(asset, BubblegumVersion::v2).value().collection; };
    EXPECT_EQ(collection(), std::nullopt);
    asset.collection = IndexedCollection{key(50), true, ""};
    EXPECT_EQ(collection(), std::nullopt) << "the hash is of none";
    asset.leaf->collection_hash = base::keccak256(key(50).view());
    EXPECT_EQ(collection(), key(50));
    asset.leaf->collection_hash.reset();
    EXPECT_EQ(collection(), key(50)) << "the proof will tell";
    asset.leaf->collection_hash = base::keccak256(key(51).view());
    EXPECT_FALSE(leaf_of(asset, BubblegumVersion::v2)) << "another one";
    asset.collection.reset();
    EXPECT_FALSE(leaf_of(asset, BubblegumVersion::v2)) << "not named";
    EXPECT_EQ(to_item({wallet}, asset, tree_of(BubblegumVersion::v2)).blocked, BlockedCode::source_unavailable);
    EXPECT_TRUE(leaf_of(asset, BubblegumVersion::v1)) << "which knows of none";
}

TEST(CnftLeaf, IsTheOneThatTheTreeHolds) {
    for (const auto version : {BubblegumVersion::v1, BubblegumVersion::v2}) {
        auto grove = grove_of(version);
        if (version == BubblegumVersion::v2) {
            grove.leaf(0).flags = 4;
            grove.leaf(0).collection = key(50);
        }
        grove.leaf(0).delegate = key(3);
        EXPECT_EQ(hash(leaf_of(first_of(grove), version).value()), grove.proof(0).leaf);
        auto asset = first_of(grove);
        asset.owner.reset();
        EXPECT_FALSE(leaf_of(asset, version));
        asset = first_of(grove);
        asset.leaf.reset();
        EXPECT_FALSE(leaf_of(asset, version));
    }
}

TEST(CnftCollection, OfTheFirstVersionIsProvenByTheDataHash) {
    auto grove = grove_of(BubblegumVersion::v1);
    grove.leaf(0).collection = key(50);
    EXPECT_FALSE(is_collection_proven(first_of(grove), BubblegumVersion::v1));
    grove.prove_collections();
    const auto asset = first_of(grove);
    EXPECT_TRUE(is_collection_proven(asset, BubblegumVersion::v1));
    EXPECT_TRUE(to_item({wallet}, asset, tree_of(BubblegumVersion::v1)).is_collection_proven);
    const std::function<void(IndexedAsset&)> lies[] = {
        [](auto& of) { of.collection->address = key(51); },     [](auto& of) { of.collection.reset(); },
        [](auto& of) { of.collection->is_verified = false; },   [](auto& of) { of.name = "D"; },
        [](auto& of) { of.metadata.seller_fee = 501; },         [](auto& of) { of.metadata.seller_fee.reset(); },
        [](auto& of) { of.metadata.seller_fee = 65'536 + 500; }};
    for (const auto& lie : lies) {
        auto other = asset;
        lie(other);
        EXPECT_FALSE(is_collection_proven(other, BubblegumVersion::v1));
    }
}

TEST(CnftCollection, OfTheSecondVersionIsInTheLeaf) {
    auto grove = grove_of(BubblegumVersion::v2);
    grove.leaf(0).collection = key(50);
    auto asset = first_of(grove);
    EXPECT_TRUE(is_collection_proven(asset, BubblegumVersion::v2));
    asset.collection->address = key(51);
    EXPECT_FALSE(is_collection_proven(asset, BubblegumVersion::v2));
}

}  // namespace
}  // namespace burner::assets
