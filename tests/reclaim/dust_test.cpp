// What `--burn-below-usd` takes for dust.

#include "reclaim/choice/dust.hpp"

#include <gmock/gmock.h>

#include "reclaim/choice/choose.hpp"
#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using burnandclaim::WalletItem;

WalletItem worth(std::optional<double> dollars, std::uint8_t account = 20) {
    auto item = token_item();
    item.address = solana::to_base58(key_of(account));
    item.usd_value = dollars;
    item.price_state = dollars ? burnandclaim::price_state::known : burnandclaim::price_state::none;
    return item;
}

bool is_dust(const std::vector<WalletItem>& items) {
    burnandclaim::WalletAssets assets;
    assets.items = items;
    return reclaim::dust_mints(assets, 0.05).contains(token_mint_text);
}

TEST(Dust, IsPricedAndWorthLess) {
    EXPECT_TRUE(is_dust({worth(0)}));
    EXPECT_TRUE(is_dust({worth(0.0499)}));
    EXPECT_FALSE(is_dust({worth(0.05)}));
    EXPECT_FALSE(is_dust({worth(std::nullopt)}));
}

TEST(Dust, CountsAllThatTheWalletHoldsOfAMint) {
    EXPECT_TRUE(is_dust({worth(0.02), worth(0.02, 22)}));
    EXPECT_FALSE(is_dust({worth(0.03), worth(0.03, 22)}));
    EXPECT_FALSE(is_dust({worth(0.01), worth(std::nullopt, 22)}));
    auto compressed = worth(0.04, 22);
    compressed.type = "zk_compressed_token";
    EXPECT_FALSE(is_dust({worth(0.03), compressed}));
}

TEST(Dust, IsNothingWhoseValueIsNotKnownNow) {
    auto item = worth(0.01);
    item.price_state = burnandclaim::price_state::unknown;
    EXPECT_FALSE(is_dust({item}));
}

TEST(Dust, IsNoNftAndNoEmptyAccount) {
    auto nft = worth(0.01);
    nft.type = "nft";
    nft.balance = "1";
    nft.decimals = 0;
    auto empty = empty_item();
    empty.mint = token_mint_text;
    EXPECT_FALSE(is_dust({nft, empty}));
}

TEST(Dust, IsBurnedWithWhatIsNamedButNotWhereItIsBlocked) {
    burnandclaim::WalletAssets assets;
    auto frozen = blocked_item();
    frozen.usd_value = 0.01;
    assets.items = {worth(0.01), frozen};
    const auto choice = reclaim::choose(assets, {.below_usd = 0.05}, {}).value();
    EXPECT_EQ(choice.burn.size(), 1U);
    EXPECT_EQ(choice.blocked.size(), 1U);
    EXPECT_TRUE(reclaim::choose(assets, {}, {})->burn.empty());
}

}  // namespace
}  // namespace burner::test
