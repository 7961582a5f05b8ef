// What a list must not say.

#include "reclaim/choice/list_check.hpp"

#include <functional>

#include <gmock/gmock.h>

#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using Item = burnandclaim::WalletItem;

std::string problem_of(const std::vector<Item>& items) {
    burnandclaim::WalletAssets assets;
    assets.items = items;
    return reclaim::list_problem(assets).value_or("");
}

std::string problem_with(Item item, const std::function<void(Item&)>& change) {
    change(item);
    return problem_of({item});
}

Item core_item() {
    Item item = nft_item();
    item.mint.reset();
    item.token_program.reset();
    return item;
}

Item compressed_item() {
    Item item = token_item();
    item.type = "zk_compressed_token";
    item.reclaimable_lamports = 0;
    return item;
}

Item cnft_item() {
    Item item = core_item();
    item.type = "cnft";
    item.reclaimable_lamports = 0;
    return item;
}

TEST(ListCheck, TakesWhatAnHonestServerLists) {
    for (const Item& item :
         {empty_item(), token_item(), blocked_item(), nft_item(), core_item(), compressed_item(), cnft_item()})
        EXPECT_EQ(problem_of({item}), "") << item.type;
}

TEST(ListCheck, TakesCloseForEmptyAccountsAlone) {
    for (Item item : {token_item(), nft_item(), core_item(), compressed_item(), cnft_item()})
        EXPECT_THAT(problem_with(item, [](Item& i) { i.actions = {"close"}; }),
                    HasSubstr("it offers to close an item of type " + item.type));
    EXPECT_THAT(problem_with(empty_item(), [](Item& i) { i.actions = {"burn"}; }), HasSubstr("empty account"));
}

TEST(ListCheck, RefusesADescriptionWithoutSense) {
    for (const std::function<void(Item&)>& change : std::vector<std::function<void(Item&)>>{
             [](Item& i) { i.address = "x"; },
             [](Item& i) { i.mint.reset(); },
             [](Item& i) { i.token_program = wallet_address; },
             [](Item& i) { i.balance.reset(); },
             [](Item& i) { i.balance = "-1"; },
             [](Item& i) { i.balance = "1.5"; },
             [](Item& i) { i.balance = "18446744073709551616"; },
             [](Item& i) { i.decimals = 256; },
             [](Item& i) { i.decimals.reset(); },
             [](Item& i) { i.reclaimable_lamports = UINT64_MAX; },
             [](Item& i) { i.excess_lamports = UINT64_MAX; },
             [](Item& i) { i.lamports = UINT64_MAX; },
         })
        EXPECT_THAT(problem_with(token_item(), change), HasSubstr("cannot be true"));
}

TEST(ListCheck, RefusesAMintBesideWhatHasNone) {
    EXPECT_THAT(problem_with(cnft_item(), [](Item& i) { i.mint = solana::to_base58(token_mint); }),
                HasSubstr("has no mint"));
    EXPECT_THAT(problem_with(core_item(), [](Item& i) { i.mint = solana::to_base58(token_mint); }),
                HasSubstr("no token program"));
}

TEST(ListCheck, RefusesToCloseAMint) {
    EXPECT_THAT(problem_with(empty_item(), [](Item& i) { i.mint = i.address; }), HasSubstr("close the mint itself"));
}

TEST(ListCheck, RefusesSolThatCompressedItemsCannotHold) {
    for (const Item& item : {compressed_item(), cnft_item()})
        EXPECT_THAT(problem_with(item, [](Item& i) { i.reclaimable_lamports = 1; }), HasSubstr("cannot hold"));
}

TEST(ListCheck, RefusesAnAddressTwice) {
    EXPECT_THAT(problem_of({empty_item(), empty_item()}), HasSubstr("it is listed twice"));
}

TEST(ListCheck, RefusesAnAmountThatIsNotWhatIsHeld) {
    const auto problem = [](const std::string& shown) {
        return problem_with(token_item(), [&](Item& i) { i.ui_balance = shown; });
    };
    EXPECT_THAT(problem("0.000005"), HasSubstr("it holds 1.234567, but the server shows 0.000005"));
    EXPECT_NE(problem("1234567"), "");
    EXPECT_NE(problem("null"), "");
    EXPECT_EQ(problem("1.2345670"), "");
    EXPECT_EQ(problem("1234567e-6"), "");
    EXPECT_THAT(problem_with(blocked_item(), [](Item& i) { i.ui_balance = "0"; }), HasSubstr("the server shows 0"));
}

TEST(ListCheck, LetsTypesOfTomorrowBe) {
    Item item = token_item();
    item.type = "of_tomorrow";
    item.actions = {"close"};
    EXPECT_EQ(problem_of({item}), "");
    EXPECT_FALSE(reclaim::is_known_type(item));
}

}  // namespace
}  // namespace burner::test
