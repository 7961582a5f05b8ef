// What closes, burns, stays and is blocked.

#include <gtest/gtest.h>

#include "reclaim/choice/choice.hpp"
#include "reclaim/choice/choose.hpp"
#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

burnandclaim::WalletAssets all_items() {
    burnandclaim::WalletAssets assets;
    assets.wallet_address = wallet_address;
    assets.items = {empty_item(), token_item(), blocked_item()};
    return assets;
}

TEST(Choose, ClosesEmptiesAndKeepsTokensByDefault) {
    const auto choice = reclaim::choose(all_items(), {}, {});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->close.size(), 1U);
    EXPECT_TRUE(choice->burn.empty());
    EXPECT_EQ(choice->keep.size(), 1U);
    EXPECT_EQ(choice->blocked.size(), 1U);
    EXPECT_EQ(choice->lamports(), rent);
}

TEST(Choose, BurnsEveryAccountOfANamedMint) {
    auto assets = all_items();
    assets.items.push_back(token_item());
    assets.items.back().address = solana::to_base58(key_of(22));
    const auto choice = reclaim::choose(assets, burn_of(token_mint_text), {});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->burn.size(), 2U);
    EXPECT_TRUE(choice->keep.empty());
    EXPECT_EQ(choice->lamports(), rent + 2 * fee_rent);
}

TEST(Choose, TakesAMintWhoseAccountIsClosedAnyway) {
    const auto choice = reclaim::choose(all_items(), burn_of(solana::to_base58(empty_mint)), {});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->close.size(), 1U);
    EXPECT_TRUE(choice->burn.empty());
}

TEST(Choose, RefusesANameThatBurnsNothing) {
    const std::string absent = solana::to_base58(key_of(77));
    const auto refusal = [](const std::string& mint) {
        return reclaim::choose(all_items(), burn_of(mint), {}).error();
    };
    EXPECT_EQ(refusal("x"), "--burn x: this is not an address");
    EXPECT_EQ(refusal("\x1b[2J"), "--burn ?[2J: this is not an address");
    EXPECT_EQ(refusal(absent), "--burn " + absent + ": the wallet holds no such token");
    const std::string frozen = solana::to_base58(key_of(41));
    EXPECT_EQ(refusal(frozen), "--burn " + frozen + ": The account is frozen");
    // The account's address is not the mint's.
    EXPECT_NE(refusal(solana::to_base58(token_account)).find("holds no such token"), std::string::npos);
}

TEST(Choose, LeavesTypesThatItCannotCheck) {
    auto assets = all_items();
    assets.items[1].type = "of_tomorrow";
    EXPECT_EQ(reclaim::choose(assets, {}, {})->keep.size(), 1U);
    EXPECT_NE(reclaim::choose(assets, burn_of(token_mint_text), {}).error().find("so it cannot burn them"),
              std::string::npos);
}

TEST(Choose, BurnsNftsByTheirMintAndOthersByTheirAddress) {
    auto assets = all_items();
    burnandclaim::WalletItem& item = assets.items[1];
    item.type = "nft";
    EXPECT_EQ(reclaim::choose(assets, burn_of(token_mint_text), {})->burn.size(), 1U);
    item.mint.reset();
    item.token_program.reset();
    for (const std::string type : {"nft", "cnft"}) {
        item.type = type;
        EXPECT_EQ(reclaim::choose(assets, burn_of(item.address), {})->burn.size(), 1U) << type;
    }
    EXPECT_NE(reclaim::choose(assets, burn_of(token_mint_text), {}).error().find("holds no such token"),
              std::string::npos);
}

/// Its excess is all that can be taken.
burnandclaim::WalletItem rich_blocked_item(std::uint64_t excess = 550'840) {
    auto item = blocked_item();
    item.actions = {"withdraw_excess"};
    item.reclaimable_lamports = excess;
    item.excess_lamports = excess;
    return item;
}

TEST(Choose, TakesAnExcessForNoReasonToBurn) {
    auto assets = all_items();
    assets.items[2] = rich_blocked_item();
    const auto choice = reclaim::choose(assets, {}, {});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->blocked.size(), 1U);
    EXPECT_EQ(choice->lamports(), rent);
    const std::string frozen = solana::to_base58(key_of(41));
    EXPECT_EQ(reclaim::choose(assets, burn_of(frozen), {}).error(), "--burn " + frozen + ": The account is frozen");
}

TEST(AddWithdrawals, TakesWhatStaysAndIsWorthIt) {
    auto assets = all_items();
    assets.items[1].actions.emplace_back("withdraw_excess");
    assets.items[1].excess_lamports = 10'000;
    assets.items[2] = rich_blocked_item();
    assets.items.push_back(rich_blocked_item(9'999));
    assets.items[0].actions.emplace_back("withdraw_excess");  // closed anyway
    assets.items[0].excess_lamports = 550'840;
    auto choice = reclaim::choose(assets, {}, {}).value();
    reclaim::add_withdrawals(choice);
    ASSERT_EQ(choice.withdraw.size(), 2U);
    EXPECT_EQ(choice.lamports(), rent + 10'000 + 550'840);
    EXPECT_EQ(choice.size(), 3U);
    const auto found = reclaim::selections(choice);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[1].action, "withdraw_excess");
    EXPECT_EQ(found[1].expected_balance, std::nullopt);
}

TEST(AddWithdrawals, TakesNothingFromWhatIsBurned) {
    auto assets = all_items();
    assets.items[1].actions.emplace_back("withdraw_excess");
    assets.items[1].excess_lamports = 550'840;
    auto choice = reclaim::choose(assets, burn_of(token_mint_text), {}).value();
    reclaim::add_withdrawals(choice);
    EXPECT_TRUE(choice.withdraw.empty());
}

TEST(Choose, BurnsCompressedTokensByTheirMintAlone) {
    auto assets = all_items();
    assets.items[1].type = "zk_compressed_token";
    assets.items.push_back(assets.items[1]);
    assets.items.back().address = solana::to_base58(key_of(22));
    EXPECT_EQ(reclaim::choose(assets, {}, {})->keep.size(), 2U);
    EXPECT_EQ(reclaim::choose(assets, burn_of(token_mint_text), {})->burn.size(), 2U);
    const std::string hash = assets.items.back().address;
    EXPECT_EQ(reclaim::choose(assets, burn_of(hash), {}).error(),
              "--burn " + hash + ": this is the hash of a compressed token. Name its mint");
}

burnandclaim::WalletItem liquidity_item() {
    auto item = token_item();
    item.actions.clear();
    item.blocked = burnandclaim::Blocked{"liquidity", "It stands for a share of a pool"};
    return item;
}

TEST(Choose, BurnsASharesOfAPoolOnlyWhereItIsNamedAsOne) {
    auto assets = all_items();
    assets.items[1] = liquidity_item();
    EXPECT_EQ(reclaim::choose(assets, {}, {})->blocked.size(), 2U);
    EXPECT_EQ(reclaim::choose(assets, burn_of(token_mint_text), {}).error(),
              "--burn " + token_mint_text +
                  ": It stands for a share of a pool. Name it with --burn-liquidity instead of --burn to burn it all "
                  "the same");
    const auto named = reclaim::choose(assets, {.burn_liquidity = {token_mint_text}}, {});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->burn_liquidity.size(), 1U);
    const auto found = reclaim::selections(*named);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].action, "burn");
    EXPECT_EQ(found[1].expected_balance, std::to_string(balance));
    EXPECT_EQ(found[1].acknowledge, "liquidity");
}

TEST(Choose, TakesNoOtherTokenForAShareOfAPool) {
    const auto refusal = [](const std::string& name) {
        return reclaim::choose(all_items(), {.burn_liquidity = {name}}, {}).error();
    };
    EXPECT_EQ(refusal(token_mint_text), "--burn-liquidity " + token_mint_text +
                                            ": this is not a share of a pool's liquidity. Name it with --burn");
    const std::string frozen = solana::to_base58(key_of(41));
    EXPECT_EQ(refusal(frozen), "--burn-liquidity " + frozen + ": The account is frozen");
}

TEST(Selections, SayWhatWasReviewed) {
    const auto found = reclaim::selections(reclaim::choose(all_items(), burn_of(token_mint_text), {}).value());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].action, "close");
    EXPECT_EQ(found[0].expected_balance, std::nullopt);
    EXPECT_EQ(found[1].action, "burn");
    EXPECT_EQ(found[1].expected_balance, std::to_string(balance));
}

}  // namespace
}  // namespace burner::test
