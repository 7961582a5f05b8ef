#include "solana/accounts/core_asset.hpp"

#include "solana/accounts/core_bytes.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

TEST(ParseCoreAsset, ReadsOwnerAndAuthority) {
    CoreAsset expected;
    expected.owner = key_of(1);
    expected.name = "A";
    expected.uri = "u";
    EXPECT_EQ(parse_core_asset(CoreBytes::asset().data()), expected);
    expected.collection = key_of(7);
    EXPECT_EQ(parse_core_asset(CoreBytes::asset_of(7).data()), expected);
    BorshBytes bytes;
    bytes.u8(1).key(1).u8(1).key(6).text("A").text("u").u8(1).u64(12);
    expected.collection.reset();
    expected.update_authority = key_of(6);
    EXPECT_EQ(parse_core_asset(bytes.data()), expected) << "with a sequence number";
}

TEST(ParseCoreAsset, KnowsWhatIsNoAsset) {
    EXPECT_FALSE(parse_core_asset({}));
    EXPECT_FALSE(parse_core_asset(base::Bytes(1))) << "burned";
    EXPECT_FALSE(parse_core_asset(CoreBytes::collection().data()));
    EXPECT_FALSE(parse_core_collection(CoreBytes::asset().data()));
    EXPECT_FALSE(parse_core_asset(BorshBytes{}.u8(2).key(1).data())) << "compressed";
    EXPECT_FALSE(parse_core_asset(BorshBytes{}.u8(1).key(1).u8(3).key(2).text("").text("").u8(0).data()));
    EXPECT_FALSE(parse_core_asset(BorshBytes{}.u8(1).key(1).u8(0).u32(0xffffffff).data()));
}

TEST(ParseCoreCollection, ReadsItsFields) {
    const auto collection = parse_core_collection(CoreBytes::collection().frozen(5, true).data());
    ASSERT_TRUE(collection);
    EXPECT_EQ(collection->update_authority, key_of(9));
    EXPECT_EQ(collection->name, "C");
    EXPECT_EQ(collection->minted, 4U);
    EXPECT_EQ(collection->size, 3U);
    EXPECT_EQ(collection->plugins.internal, std::vector{(CorePlugin{CorePluginType::permanent_freeze_delegate, true})});
}

TEST(CorePlugins, KeepWhatTheyDoNotKnow) {
    const auto asset = parse_core_asset(CoreBytes::asset()
                                            .plugin(200, {1, 2, 3})
                                            .frozen(1, true)
                                            .frozen(16, true)
                                            .plugin(18, BorshBytes{}.u32(1).key(4).data())
                                            .external(77, 4, {})
                                            .oracle(5, 4)
                                            .external(2, 7, {1, 0}, 1)
                                            .data());
    ASSERT_TRUE(asset);
    CorePlugins expected;
    expected.internal = {{CorePluginType{200}},
                         {CorePluginType::freeze_delegate, true},
                         {CorePluginType{16}},
                         {CorePluginType::groups, false, true}};
    expected.external = {{CoreExternalType{77}, true, true, true, {}},
                         {CoreExternalType::oracle, true, true, true, CoreOracle{key_of(5), {}, 0}},
                         {CoreExternalType{2}, false, false, false, {}}};
    EXPECT_EQ(asset->plugins, expected);
}

TEST(CorePlugins, AreUnreadableRatherThanMisread) {
    const base::Bytes sound = CoreBytes::asset().frozen(1, true).data();
    const std::size_t header = CoreBytes::asset().data().size();
    const auto is_unreadable = [](const base::Bytes& data) {
        const auto asset = parse_core_asset(data);
        EXPECT_TRUE(asset) << "the asset itself is sound";
        return asset && asset->plugins.is_unreadable;
    };
    EXPECT_FALSE(is_unreadable(sound));
    struct Row {
        std::string_view what;
        std::size_t offset;
        std::uint8_t value;
    };
    const std::size_t registry = header + 9 + 2;
    const Row rows[] = {
        {"no header", header, 4},
        {"registry outside the account", header + 8, 0x80},
        {"no registry", registry, 3},
        {"more plugins than bytes", registry + 4, 0xff},
        {"an authority nobody knows", registry + 6, 4},
        {"a plugin outside the account", registry + 6 + 33 + 7, 0x80},
        {"a plugin of another type", header + 9, 5},
        {"neither frozen nor not", header + 9 + 1, 2},
    };
    for (const Row& row : rows) {
        base::Bytes data = sound;
        data.at(row.offset) = row.value;
        EXPECT_TRUE(is_unreadable(data)) << row.what;
    }
    base::Bytes cut = sound;
    cut.pop_back();
    EXPECT_TRUE(is_unreadable(cut));
    cut.resize(header + 1);
    EXPECT_TRUE(is_unreadable(cut));
}

/// Records may share the bytes they point to: neither many of them nor many seeds are taken.
TEST(CorePlugins, BoundWhatHostileBytesCanAskFor) {
    CoreBytes many = CoreBytes::asset();
    for (int i = 0; i < 257; ++i) many.external(2, 0, {});
    EXPECT_TRUE(parse_core_asset(many.data())->plugins.is_unreadable);
    const auto with_seeds = [](std::uint32_t count) {
        BorshBytes config;
        config.u8(1).u8(5).u32(count);
        for (std::uint32_t i = 0; i < count; ++i) config.u8(1);
        config.u8(0).u8(0).u8(0);
        return parse_core_asset(CoreBytes::asset().oracle(5, 4, config.data()).data())->plugins.is_unreadable;
    };
    EXPECT_FALSE(with_seeds(16));
    EXPECT_TRUE(with_seeds(17));
}

TEST(ParseCoreAsset, SurvivesEveryTruncationAndByteChange) {
    const base::Bytes custom =
        BorshBytes{}.u8(1).u8(5).u32(2).u8(4).key(1).u8(5).u32(2).u16(7).u8(1).key(2).u16(0).data();
    const base::Bytes data = CoreBytes::asset_of(3).frozen(5, false).oracle(1, 4, custom).external(0, 1, {}).data();
    EXPECT_FALSE(parse_core_asset(data)->plugins.is_unreadable);
    survive_damage(data, [](const base::Bytes& damaged) { parse_core_asset(damaged); });
}

}  // namespace
}  // namespace burner::solana
