#include "api/wire/asset_list.hpp"

#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fakes/token_bytes.hpp"

namespace burner::api {
namespace {

using assets::Found;
using assets::Item;
using assets::ItemType;
using fakes::key;

Item item(std::uint32_t number, ItemType type, std::uint64_t reclaimable) {
    Item made;
    made.type = type;
    made.address = key(number);
    made.reclaimable = {reclaimable};
    made.name = fmt::format("\"{}\"", number);
    return made;
}

/// The addresses in the order of the body.
std::vector<std::string> addresses_in(const std::string& body) {
    constexpr std::string_view name = "\"address\":\"";
    std::vector<std::string> found;
    for (auto at = body.find(name); at != std::string::npos; at = body.find(name, at)) {
        at += name.size();
        found.push_back(body.substr(at, body.find('"', at) - at));
    }
    return found;
}

std::string text_of(std::uint32_t number) {
    return solana::to_base58(key(number));
}

TEST(AssetList, IsOrderedByTypeThenByWhatIsGivenBackThenByAddress) {
    AssetList list{key(1)};
    list.add({.items = {item(30, ItemType::token, 5), item(21, ItemType::empty_account, 7)}, .slot = 9});
    list.add({.items = {item(20, ItemType::empty_account, 7), item(22, ItemType::empty_account, 8)}, .slot = 8});
    const std::string body = list.body().value();
    EXPECT_EQ(addresses_in(body), (std::vector{text_of(22), text_of(20), text_of(21), text_of(30)}));
    EXPECT_TRUE(body.starts_with(fmt::format("{{\"walletAddress\":\"{}\",\"items\":[{{\"type\":", text_of(1))));
    EXPECT_TRUE(body.contains("}],\"counts\":{\"empty_account\":3,\"token\":1,")) << body;
    EXPECT_TRUE(body.contains("\"asOfSlot\":8,\"reclaimableLamports\":27,")) << body;
}

TEST(AssetList, PutsThousandsInOrderWhateverTheOrderInWhichTheyCome) {
    constexpr std::uint32_t count = 3'000;  // some blocks of text
    std::vector<Item> items;
    for (std::uint32_t number = 0; number < count; ++number) {
        items.push_back(item(number, static_cast<ItemType>(number % assets::item_type_count), number / 7));
    }
    std::ranges::shuffle(items, std::mt19937{7});  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every run
    AssetList list{key(1)};
    for (std::size_t at = 0; at < count; at += 250) {
        const auto from = items.begin() + static_cast<std::ptrdiff_t>(at);
        list.add({.items = {from, from + 250}, .slot = 1});
    }
    std::ranges::sort(items, [](const Item& a, const Item& b) { return assets::ListPlace{a} < assets::ListPlace{b}; });
    std::vector<std::string> expected;
    for (const Item& of : items) expected.push_back(solana::to_base58(of.address));
    EXPECT_EQ(addresses_in(list.body().value()), expected);
}

TEST(AssetList, OfAWalletWithoutItemsHasNone) {
    AssetList list{key(1)};
    list.add({.slot = 5});
    EXPECT_TRUE(list.is_whole());
    EXPECT_TRUE(list.body().value().contains("\"items\":[],"));
}

TEST(AssetList, FailsOnlyWhereNoSourceAnswered) {
    AssetList list{key(1)};
    list.add({.warnings = {{"das", "Gone"}}});
    EXPECT_FALSE(list.is_whole());
    EXPECT_EQ(list.body().error().code, base::ErrorCode::upstream_unavailable);
}

}  // namespace
}  // namespace burner::api
