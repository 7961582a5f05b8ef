// What must not be burned.

#include "assets/protection.hpp"

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/price_source.hpp"
#include "fakes/run_task.hpp"
#include "fakes/token_bytes.hpp"

namespace burner::assets {
namespace {

using fakes::key;

TEST(UsdFromText, KeepsWhatAPersonWrites) {
    const std::pair<std::string_view, std::optional<std::string>> rows[] = {
        {"1", "1"},
        {"0", "0"},
        {"007", "7"},
        {"25.50", "25.5"},
        {"1.000000", "1"},
        {"0.000001", "0.000001"},
        {"0.0000010", "0.000001"},
        {"999999999999", "999999999999"},
        {"000000000000000001", "1"},
        {"1000000000000", std::nullopt},
        {"0.0000001", std::nullopt},
        {"", std::nullopt},
        {".", std::nullopt},
        {"1.", std::nullopt},
        {".5", std::nullopt},
        {"-1", std::nullopt},
        {"+1", std::nullopt},
        {"1e3", std::nullopt},
        {"1,5", std::nullopt},
        {"1.2.3", std::nullopt},
        {" 1", std::nullopt},
        {"none", std::nullopt},
        {"nan", std::nullopt},
    };
    for (const auto& [text, usd] : rows) EXPECT_EQ(usd_from_text(text), usd) << text;
}

TEST(Protection, IsAgainstWhatIsWorthMore) {
    struct Row {
        const char* limit;
        std::optional<std::string> value;
        bool is_protected;
    };
    const Row rows[] = {
        {"1", "1", false},          {"1", "1.01", true},   {"1", "0.999999", false}, {"1", "10", true},
        {"2", "10", true},          {"10", "9.99", false}, {"0", "0", false},        {"0", "0.000001", true},
        {"0.5", "0.45", false},     {"0.45", "0.5", true}, {"0.4", "0.45", true},    {"100", "1000000000000000", true},
        {"0", std::nullopt, false},
    };
    for (const Row& row : rows) {
        const Protection protection{row.limit, {}, {}};
        const auto rule = rule_against(protection, {key(1), std::nullopt, row.value});
        EXPECT_EQ(rule.has_value(), row.is_protected) << row.limit << ' ' << row.value.value_or("no price");
    }
}

TEST(Protection, SaysWhichRule) {
    const Protection protection{"25", {key(1), key(2)}, {key(3)}};
    const auto why = [&](const Burnable& burnable) {
        const auto refusal = why_protected(protection, burnable);
        return refusal ? refusal->message : "";
    };
    EXPECT_EQ(why({key(2), {}, {}}), "The project protects this mint from being burned");
    EXPECT_EQ(why({key(9), key(3), {}}), "The project protects this collection from being burned");
    EXPECT_EQ(why({key(9), key(4), "25.01"}), "The project protects what is worth more than 25 USD from being burned");
    EXPECT_EQ(why({key(3), key(1), "25"}), "");
    EXPECT_FALSE(why_protected({}, {key(2), key(3), "1000"}));
}

TEST(Protection, ByValueIsAgainstWhatMayBeWorthMore) {
    const Protection protection{"5", {}, {}};
    const Burnable unknown{key(1), {}, {}, PriceState::unknown};
    const auto refusal = why_protected(protection, unknown);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, BlockedCode::source_unavailable);
    EXPECT_THAT(refusal->message, testing::HasSubstr("could not be read"));
    EXPECT_FALSE(why_protected(protection, {key(1), {}, {}, PriceState::none})) << "known to have no price";
    EXPECT_FALSE(why_protected({}, unknown)) << "no value protects";
    const auto beyond = why_protected(protection, {key(1), {}, {}, PriceState::known});
    ASSERT_TRUE(beyond) << "more than can be told is more than the limit";
    EXPECT_EQ(beyond->code, BlockedCode::protected_);
}

TEST(Protection, ByCollectionIsAgainstWhatMayBeInOne) {
    const Protection protection{{}, {}, {key(3)}};
    Burnable burnable{.mint = key(1), .collection = {}, .usd_value = {}, .is_collection_proven = false};
    const auto refusal = why_protected(protection, burnable);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, BlockedCode::source_unavailable);
    EXPECT_FALSE(why_protected({"5", {key(9)}, {}}, burnable));
    burnable.is_collection_proven = true;
    EXPECT_FALSE(why_protected(protection, burnable));
}

TEST(Worth, IsKnownNoneOrUnknown) {
    solana::Mint mint;
    mint.decimals = 2;
    mint.supply = 1'000;
    const Prices prices{{key(1), base::Decimal{5, -1}}, {key(2), std::nullopt}, {key(4), base::Decimal{1, 29}}};
    EXPECT_EQ(worth_of(key(1), &mint, 200, prices).usd, "1");
    EXPECT_EQ(worth_of(key(1), &mint, 200, prices).state, PriceState::known);
    EXPECT_EQ(worth_of(key(2), &mint, 200, prices).state, PriceState::none);
    EXPECT_EQ(worth_of(key(3), &mint, 200, prices).state, PriceState::unknown);
    EXPECT_EQ(worth_of(key(1), nullptr, 200, prices).state, PriceState::unknown);
    const Worth beyond = worth_of(key(4), &mint, 200, prices);
    EXPECT_EQ(beyond.state, PriceState::known);
    EXPECT_EQ(beyond.usd, std::nullopt);
    mint.decimals = 0;
    mint.supply = 1;
    EXPECT_EQ(worth_of(key(3), &mint, 1, prices).state, PriceState::none) << "there is but one of it";
}

Item item(ItemType type, std::uint32_t number, std::optional<std::uint32_t> mint) {
    Item made;
    made.type = type;
    made.address = key(number);
    if (mint) made.mint = key(*mint);
    made.reclaimable = {2'039'280};
    return made;
}

TEST(Protect, BlocksEveryTypeThatIsBurned) {
    for (const auto type :
         {ItemType::token, ItemType::nft, ItemType::fungible_asset, ItemType::zk_compressed_token, ItemType::cnft}) {
        Item one = item(type, 10, 600);
        one.left_behind = LeftBehind{"why", {1}};
        protect(one, {std::nullopt, {key(600)}, {}});
        EXPECT_EQ(one.blocked, BlockedCode::protected_) << to_text(type);
        EXPECT_TRUE(one.actions().empty());
        EXPECT_FALSE(one.blocked_message.empty());
        EXPECT_EQ(one.reclaimable.value, 0U);
        EXPECT_FALSE(one.left_behind);
    }
}

TEST(Protect, NamesWhatHasNoMintByItsAddress) {
    Item core = item(ItemType::nft, 10, std::nullopt);
    protect(core, {std::nullopt, {key(10)}, {}});
    EXPECT_EQ(core.blocked, BlockedCode::protected_);
    Item token = item(ItemType::token, 10, 600);
    protect(token, {std::nullopt, {key(10)}, {}});
    EXPECT_EQ(token.blocked, std::nullopt);
}

TEST(Protect, LeavesAClose) {
    Item empty = item(ItemType::empty_account, 10, 600);
    protect(empty, {"0", {key(600), key(10)}, {}});
    EXPECT_EQ(empty.blocked, std::nullopt);
    EXPECT_EQ(empty.reclaimable.value, 2'039'280U);
}

TEST(Protect, LeavesWhatIsHeldBeyondTheRent) {
    Item rich = item(ItemType::token, 10, 600);
    rich.excess = {550'840};
    protect(rich, {std::nullopt, {key(600)}, {}});
    EXPECT_EQ(rich.blocked, BlockedCode::protected_);
    EXPECT_THAT(rich.actions(), testing::ElementsAre(Action::withdraw_excess));
    EXPECT_EQ(rich.reclaimable.value, 550'840U);
}

TEST(Protect, LeavesTheReasonOfWhatIsBlockedAlready) {
    Item frozen = item(ItemType::token, 10, 600);
    frozen.blocked = BlockedCode::frozen;
    protect(frozen, {std::nullopt, {key(600)}, {}});
    EXPECT_EQ(frozen.blocked, BlockedCode::frozen);
    EXPECT_EQ(frozen.blocked_message, "");
}

/// Puts two tokens and an empty account of one mint.
class ThreeItems final : public AssetSource {
  public:
    base::Task<void> find(solana::Pubkey, std::shared_ptr<Batches> out) override {
        const bool has_reader = co_await out->wanted();
        if (!has_reader) co_return;
        out->put({.items = {item(ItemType::token, 10, 600), item(ItemType::token, 11, 601),
                            item(ItemType::empty_account, 12, 600)},
                  .slot = 7,
                  .warnings = {}});
    }
};

TEST(Protect, IsSeenInTheSums) {
    ThreeItems source;
    const auto found = fakes::run_task(discover(key(1), {&source}, {std::nullopt, {key(600)}, {}}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->reclaimable.value, 2U * 2'039'280);
    EXPECT_EQ(found->counts[ItemType::token], 2U);
    std::vector<solana::Pubkey> order;
    for (const Item& listed : found->items) order.push_back(listed.address);
    EXPECT_THAT(order, testing::ElementsAre(key(12), key(11), key(10)));
    EXPECT_EQ(found->items.back().blocked, BlockedCode::protected_);
}

}  // namespace
}  // namespace burner::assets
