#include <gtest/gtest.h>

#include "upstreams/das/das_answers.hpp"
#include "upstreams/indexer_harness.hpp"

namespace burner::upstreams {
namespace {

using assets::IndexedAsset;
using assets::IndexedKind;

/// The one asset of an answer that says `json`; nothing where it was left out.
std::optional<IndexedAsset> asset_of(std::string_view json) {
    DasAnswerReader reader;
    std::string body = answer(fmt::format(R"({{"total":1,"limit":1000,"page":1,"items":[{}]}})", json));
    const auto reply = reader.assets(body, 1);
    if (!reply) {
        ADD_FAILURE() << "refused: " << json;
        return std::nullopt;
    }
    EXPECT_EQ(reply->page.entries, 1U);
    return reply->assets.empty() ? std::nullopt : std::optional{reply->assets.front()};
}

bool is_refused(std::string_view item) {
    DasAnswerReader reader;
    std::string body = answer(fmt::format(R"({{"items":[{}]}})", item));
    return !reader.assets(body, 1);
}

/// A compressed asset of the second version with every member that is used, in the shape of the reference server.
std::string whole_asset() {
    return fmt::format(R"({{
  "last_indexed_slot": 365750752, "interface": "MplBubblegumV2", "id": "{1}",
  "content": {{"$schema": "https://schema.metaplex.com/nft1.0.json", "json_uri": "https://example.com/1.json",
    "files": [{{"uri": "https://example.com/file.png", "mime": "image/png"}}],
    "metadata": {{"attributes": [{{"value": "x", "trait_type": "name"}}], "description": "d", "name": "Le\u00e4f \"1\"", "symbol": "LF"}},
    "links": {{"external_url": "https://example.com", "image": "https://example.com/1.png"}}}},
  "authorities": [{{"address": "{1}", "scopes": ["full"]}}],
  "compression": {{"eligible": false, "compressed": true, "data_hash": "{2}", "creator_hash": "{3}", "collection_hash": "{4}",
    "asset_data_hash": "{5}", "flags": 3, "asset_hash": "{6}", "tree": "{7}", "seq": 18446744073709551615, "leaf_id": 9007199254740993}},
  "grouping": [{{"group_key": "creator", "group_value": "{2}"}},
    {{"group_key": "collection", "group_value": "{8}", "verified": true, "collection_metadata": {{"name": "Leaves", "symbol": "L"}}}}],
  "royalty": {{"royalty_model": "creators", "target": null, "percent": 0.05, "basis_points": 500, "primary_sale_happened": false, "locked": false}},
  "creators": [{{"address": "{1}", "share": 100, "verified": false}}],
  "ownership": {{"frozen": true, "non_transferable": false, "delegated": true, "delegate": "{9}", "ownership_model": "single", "owner": "{10}"}},
  "supply": {{"print_max_supply": 0, "print_current_supply": 0, "edition_nonce": null}},
  "mutable": true, "burnt": true}})",
                       0, text_of_key(1), text_of_key(2), text_of_key(3), text_of_key(4), text_of_key(5),
                       text_of_key(6), text_of_key(7), text_of_key(8), text_of_key(9), text_of_key(10));
}

TEST(DasAsset, IsReadWithAllThatItSays) {
    const auto asset = asset_of(whole_asset());
    ASSERT_TRUE(asset);
    IndexedAsset expected;
    expected.kind = IndexedKind::bubblegum_v2;
    expected.id = key_of(1);
    expected.is_burnt = true;
    expected.is_frozen = true;
    expected.name = "Le\u00e4f \"1\"";
    expected.image_uri = "https://example.com/1.png";
    expected.json_uri = "https://example.com/1.json";
    expected.owner = key_of(10);
    expected.delegate = key_of(9);
    expected.collection = assets::IndexedCollection{key_of(8), true, "Leaves"};
    expected.metadata.symbol = "LF";
    expected.metadata.seller_fee = 500;
    expected.metadata.is_mutable = true;
    expected.metadata.creators = {{key_of(1), false, 100}};
    expected.leaf = assets::IndexedLeaf{.tree = key_of(7),
                                        .leaf_id = 9'007'199'254'740'993U,
                                        .data_hash = key_of(2).bytes,
                                        .creator_hash = key_of(3).bytes,
                                        .collection_hash = key_of(4).bytes,
                                        .asset_data_hash = key_of(5).bytes,
                                        .flags = std::uint8_t{3}};
    EXPECT_EQ(*asset, expected);
}

TEST(DasAsset, NeedsNothingButItsId) {
    IndexedAsset expected;
    expected.id = key_of(1);
    EXPECT_EQ(asset_of(with_id(1, "")), expected);
    EXPECT_EQ(asset_of(with_id(1, R"(,"interface":null,"content":null,"compression":null,"grouping":null,)"
                                  R"("ownership":null,"supply":null,"burnt":null,"token_info":null)")),
              expected);
    EXPECT_EQ(asset_of(with_id(1, R"(,"interface":7,"content":[],"compression":"x","grouping":{},)"
                                  R"("ownership":true,"supply":1.5,"burnt":"yes","token_info":[{}])")),
              expected);
    EXPECT_EQ(asset_of(with_id(1, R"(,"content":{"metadata":[],"links":{"image":{"a":[1]}},"json_uri":5},)"
                                  R"("compression":{"compressed":1,"data_hash":"","tree":""},)"
                                  R"("grouping":[null,7,{},{"group_key":"collection"},{"group_value":"x"}],)"
                                  R"("ownership":{"owner":"","delegate":null,"frozen":0},)"
                                  R"("royalty":[],"creators":[null,{},{"address":""}],"mutable":"yes")")),
              expected);
}

TEST(DasAsset, IsLeftOutWithoutAnId) {
    for (const std::string_view item :
         {"null", "7", "[]", "{}", R"({"id":null})", R"({"id":""})", R"({"id":"0OIl"})"}) {
        EXPECT_FALSE(asset_of(item)) << item;
    }
}

TEST(DasAsset, IsRefusedWhenAMemberIsRepeated) {
    const std::string_view twice[] = {
        R"(,"id":"x")",
        R"(,"burnt":false,"burnt":true)",
        R"(,"interface":"a","interface":"b")",
        R"(,"content":{},"content":{})",
        R"(,"content":{"metadata":{"name":"a","name":"b"}})",
        R"(,"content":{"links":{"image":"a","image":"b"}})",
        R"(,"compression":{"tree":"a","tree":"b"})",
        R"(,"grouping":[{"group_key":"a","group_key":"b"}])",
        R"(,"ownership":{"owner":"a","owner":"b"})",
        R"(,"supply":{"master_edition_mint":1,"master_edition_mint":2})",
        R"(,"royalty":{"basis_points":1,"basis_points":2})",
        R"(,"creators":[{"share":1,"share":2}])",
        R"(,"mutable":true,"mutable":false)",
    };
    for (const auto members : twice) EXPECT_TRUE(is_refused(with_id(1, members))) << members;
    EXPECT_FALSE(is_refused(with_id(1, R"(,"authorities":[],"authorities":[])")));
}

TEST(DasAsset, HasItsKind) {
    const std::pair<std::string_view, IndexedKind> cases[] = {
        {"V1_NFT", IndexedKind::token_metadata_nft},
        {"V2_NFT", IndexedKind::token_metadata_nft},
        {"LEGACY_NFT", IndexedKind::token_metadata_nft},
        {"ProgrammableNFT", IndexedKind::programmable_nft},
        {"V1_PRINT", IndexedKind::print},
        {"FungibleAsset", IndexedKind::fungible_asset},
        {"FungibleToken", IndexedKind::fungible_token},
        {"MplCoreAsset", IndexedKind::core_asset},
        {"MplCoreCollection", IndexedKind::core_collection},
        {"MplBubblegumV2", IndexedKind::bubblegum_v2},
        {"Custom", IndexedKind::other},
        {"MplCoreGroup", IndexedKind::other},
        {"", IndexedKind::other},
        {"v1_nft", IndexedKind::other},
    };
    for (const auto& [word, kind] : cases) {
        EXPECT_EQ(asset_of(with_id(1, fmt::format(R"(,"interface":"{}")", word)))->kind, kind) << word;
    }
}

TEST(DasAsset, IsBubblegumsWhenItIsCompressedWhateverItIsCalled) {
    const auto kind = [](std::string_view interface, std::string_view compression) {
        return asset_of(with_id(1, fmt::format(R"(,"interface":"{}","compression":{{{}}})", interface, compression)))
            ->kind;
    };
    EXPECT_EQ(kind("V1_NFT", R"("compressed":true)"), IndexedKind::bubblegum_v1);
    EXPECT_EQ(kind("Custom", R"("compressed":true)"), IndexedKind::bubblegum_v1);
    EXPECT_EQ(kind("V1_NFT", R"("compressed":true,"flags":0)"), IndexedKind::bubblegum_v2);
    EXPECT_EQ(kind("MplBubblegumV2", R"("compressed":true)"), IndexedKind::bubblegum_v2);
    EXPECT_EQ(kind("V1_NFT", R"("compressed":false)"), IndexedKind::token_metadata_nft);
}

TEST(DasAsset, HasALeafOnlyWhenAllThatABurnNeedsIsThere) {
    const std::string whole =
        fmt::format(R"("compressed":true,"tree":"{}","leaf_id":5,"data_hash":"{}","creator_hash":"{}")", text_of_key(7),
                    text_of_key(2), text_of_key(3));
    const auto has_leaf = [](const std::string& compression) {
        return asset_of(with_id(1, fmt::format(R"(,"compression":{{{}}})", compression)))->leaf.has_value();
    };
    EXPECT_TRUE(has_leaf(whole));
    for (const std::string_view member : {"compressed", "tree", "leaf_id", "data_hash", "creator_hash"}) {
        std::string without = whole;
        without.replace(without.find(member), member.size(), "x");
        EXPECT_FALSE(has_leaf(without)) << member;
    }
    EXPECT_FALSE(
        has_leaf("\"x\":1," + whole.substr(0, whole.find("true")) + "false" + whole.substr(whole.find("true") + 4)));
}

TEST(DasAsset, TakesNumbersInTheShapesOfTheProviders) {
    struct Case {
        std::string_view json;
        std::optional<std::uint64_t> number;
    };
    const Case cases[] = {
        {"0", 0},
        {"9007199254740993", 9'007'199'254'740'993U},
        {"18446744073709551615", 18'446'744'073'709'551'615U},
        {R"("18446744073709551615")", 18'446'744'073'709'551'615U},
        {"5.0", 5},
        {R"("5.00")", 5},
        {"18446744073709551616", std::nullopt},
        {"5.5", std::nullopt},
        {"5.", std::nullopt},
        {"5e3", std::nullopt},
        {"-5", std::nullopt},
        {R"("")", std::nullopt},
        {R"("5x")", std::nullopt},
        {"null", std::nullopt},
        {"true", std::nullopt},
        {"[5]", std::nullopt},
    };
    for (const auto& [json, number] : cases) {
        const auto asset = asset_of(with_id(
            1,
            fmt::format(
                R"(,"compression":{{"compressed":true,"tree":"{}","data_hash":"{}","creator_hash":"{}","leaf_id":{} }})",
                text_of_key(7), text_of_key(2), text_of_key(3), json)));
        EXPECT_EQ(asset->leaf ? std::optional{asset->leaf->leaf_id} : std::nullopt, number) << json;
    }
}

TEST(DasAsset, TellsWhatItIsAPrintOf) {
    const auto asset = asset_of(with_id(
        1,
        fmt::format(
            R"(,"supply":{{"print_max_supply":null,"print_current_supply":7,"edition_number":3,"master_edition_mint":"{}"}})",
            text_of_key(9))));
    EXPECT_EQ(asset->master_mint, key_of(9));
}

TEST(DasAsset, LosesNoMoreThanATextThatIsNone) {
    for (const std::string_view name : {R"("\ud800")", R"("\x")", R"("\u12")", "7", "{\"a\":[1,{}]}", "[\"a\"]"}) {
        const auto asset =
            asset_of(with_id(1, fmt::format(R"(,"content":{{"metadata":{{"name":{}}},"json_uri":"u"}})", name)));
        ASSERT_TRUE(asset) << name;
        EXPECT_EQ(asset->name, "") << name;
        EXPECT_EQ(asset->json_uri, "u") << name;
    }
}

TEST(DasAsset, HasBoundedTexts) {
    const std::string large(5'000, 'x');
    const auto asset = asset_of(with_id(
        1, fmt::format(R"(,"content":{{"metadata":{{"name":"{0}"}},"links":{{"image":"{0}"}},"json_uri":"{0}"}})",
                       large)));
    EXPECT_EQ(asset->name.size(), 512U);
    EXPECT_EQ(asset->image_uri, "");
    EXPECT_EQ(asset->json_uri, "");
}

}  // namespace
}  // namespace burner::upstreams
