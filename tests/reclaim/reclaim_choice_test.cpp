// What closes, burns, stays and is blocked, and how that is shown.

#include <gtest/gtest.h>

#include "reclaim/choice/choice.hpp"
#include "reclaim/reclaim_fixture.hpp"
#include "reclaim/review/item_table.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::test {
namespace {

burnandclaim::WalletAssets all_items() {
    burnandclaim::WalletAssets assets;
    assets.wallet_address = wallet_address;
    assets.items = {empty_item(), token_item(), blocked_item()};
    return assets;
}

const std::string token_mint_text = solana::to_base58(token_mint);

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
    EXPECT_EQ(refusal("x"), "--burn x: not an address");
    EXPECT_EQ(refusal("\x1b[2J"), "--burn ?[2J: not an address");
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
    EXPECT_NE(reclaim::choose(assets, burn_of(token_mint_text), {}).error().find("cannot burn"), std::string::npos);
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

/// Nothing can be done with it but to take its excess.
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
    EXPECT_NE(
        reclaim::item_table(choice).find("Withdraw what stays holds beyond its rent (2, 0.000560840 SOL)\n  TOK "),
        std::string::npos)
        << reclaim::item_table(choice);
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
              "--burn " + hash + ": it is the hash of a compressed token; name its mint");
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
                  ": It stands for a share of a pool; name it with --burn-liquidity in place of --burn to burn it all "
                  "the same");
    const auto named = reclaim::choose(assets, {.burn = {}, .burn_liquidity = {token_mint_text}}, {});
    ASSERT_TRUE(named);
    EXPECT_EQ(named->burn_liquidity.size(), 1U);
    const auto found = reclaim::selections(*named);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].action, "burn");
    EXPECT_EQ(found[1].expected_balance, std::to_string(balance));
    EXPECT_EQ(found[1].acknowledge, "liquidity");
    EXPECT_NE(reclaim::item_table(*named).find("Burn, and lose a share of a pool's liquidity (1"), std::string::npos);
}

TEST(Choose, TakesNoOtherTokenForAShareOfAPool) {
    const auto refusal = [](const std::string& name) {
        return reclaim::choose(all_items(), {.burn = {}, .burn_liquidity = {name}}, {}).error();
    };
    EXPECT_EQ(refusal(token_mint_text),
              "--burn-liquidity " + token_mint_text + ": it is no share of a pool's liquidity; name it with --burn");
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

TEST(ItemTable, ShowsWhatIsHeldAndNotWhatTheServerShows) {
    auto assets = all_items();
    assets.items[1].ui_balance = "0.000005";
    const std::string table = reclaim::item_table(reclaim::choose(assets, {}, {}).value());
    EXPECT_NE(table.find("1.234567"), std::string::npos) << table;
    EXPECT_EQ(table.find("0.000005"), std::string::npos) << table;
}

TEST(ItemTable, ShowsEachGroupWithItsSum) {
    const std::string table = reclaim::item_table(reclaim::choose(all_items(), {}, {}).value());
    EXPECT_NE(table.find("Close (1, 0.002039280 SOL)\n  EMP "), std::string::npos) << table;
    EXPECT_NE(table.find("Keep: name a mint with --burn to burn its tokens (1, 0.002157600 SOL)\n  TOK "),
              std::string::npos)
        << table;
    EXPECT_NE(table.find("1.234567"), std::string::npos) << table;
    EXPECT_NE(table.find(token_mint_text), std::string::npos) << table;
    EXPECT_NE(table.find("frozen: The account is frozen\n"), std::string::npos) << table;
    EXPECT_EQ(table.find("Burn ("), std::string::npos) << table;
}

TEST(ItemTable, MakesNamesHarmless) {
    auto assets = all_items();
    assets.items[0].symbol = "A\x1b[31m\nClose (9)\u202e" + std::string(100, 'x');
    const std::string table = reclaim::item_table(reclaim::choose(assets, {}, {}).value());
    EXPECT_EQ(table.find('\x1b'), std::string::npos);
    EXPECT_EQ(table.find("\nClose (9"), std::string::npos) << table;
    EXPECT_EQ(table.find("\u202e"), std::string::npos);
    EXPECT_EQ(table.find(std::string(20, 'x')), std::string::npos);
}

TEST(TerminalText, KeepsWhatCanBeRead) {
    for (const auto& [text, shown] : std::vector<std::pair<std::string, std::string>>{{"USD Coin", "USD Coin"},
                                                                                      {"né 中 😀", "né 中 😀"},
                                                                                      {"a\tb\r\n\x7f", "a?b???"},
                                                                                      {"\xc2\x9b"
                                                                                       "31m",
                                                                                       "?31m"},
                                                                                      {"\xff\xc0\xaf", "???"},
                                                                                      {"\xed\xa0\x80", "???"},
                                                                                      {"\xf4\x90\x80\x80", "????"},
                                                                                      {"\xe2\x82", "??"},
                                                                                      {"\u200b\u2066\ufeff", "???"}})
        EXPECT_EQ(reclaim::printable(text), shown) << shown;
    EXPECT_EQ(reclaim::printable("abcdef", 3), "abc…");
    EXPECT_EQ(reclaim::printable("abc", 3), "abc");
}

TEST(TerminalText, ShowsLamportsExactly) {
    EXPECT_EQ(reclaim::to_sol(0), "0.000000000");
    EXPECT_EQ(reclaim::to_sol(1), "0.000000001");
    EXPECT_EQ(reclaim::to_sol(1'002'039'280), "1.002039280");
    EXPECT_EQ(reclaim::to_sol(UINT64_MAX), "18446744073.709551615");
}

}  // namespace
}  // namespace burner::test
