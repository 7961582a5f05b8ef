// What a wallet's owner reads before agreeing: the summary, and the list of all items.

#include <sstream>

#include <gmock/gmock.h>

#include "reclaim/choice/choose.hpp"
#include "reclaim/reclaim_fixture.hpp"
#include "reclaim/review/item_list.hpp"
#include "reclaim/review/summary.hpp"
#include "reclaim/terminal/columns.hpp"

namespace burner::test {
namespace {

using burnandclaim::WalletItem;
using testing::HasSubstr;
using testing::Not;

std::vector<WalletItem> three_items() {
    return {empty_item(), token_item(), blocked_item()};
}

reclaim::Choice chosen(const std::vector<WalletItem>& items, const reclaim::NamedBurns& named = {}) {
    burnandclaim::WalletAssets assets;
    assets.items = items;
    return reclaim::choose(assets, named, {}).value();
}

std::string summary_of(const std::vector<WalletItem>& items, const reclaim::NamedBurns& named = {},
                       std::size_t columns = 0) {
    const auto choice = chosen(items, named);
    return reclaim::summary(reclaim::groups_of(choice), columns);
}

std::string list_of(const std::vector<WalletItem>& items, const reclaim::NamedBurns& named = {},
                    std::size_t columns = 0) {
    const auto choice = chosen(items, named);
    return reclaim::item_list(reclaim::groups_of(choice), columns);
}

WalletItem compressed_item() {
    auto item = token_item();
    item.type = "zk_compressed_token";
    item.reclaimable_lamports = 0;
    return item;
}

TEST(Summary, SumsUpEachTypeAndSaysWhatIsKeptAndWhy) {
    auto items = three_items();
    for (std::uint8_t i = 50; i < 80; ++i) {
        items.push_back(empty_item());
        items.back().address = solana::to_base58(key_of(i));
    }
    items[1].usd_value = 12.4;
    EXPECT_EQ(summary_of(items),
              "Close\n"
              "  31 empty accounts                   0.063217680 SOL back\n"
              "Keep, because nobody named it (--burn MINT burns it)\n"
              "  1 token                    ~$12.40  0.002157600 SOL back if burned\n"
              "Keep: The account is frozen (frozen)\n"
              "  1 token\n");
}

TEST(Summary, HasALineForEveryBurn) {
    auto items = three_items();
    items.push_back(token_item());
    items.back().address = solana::to_base58(key_of(22));
    items.back().symbol = "TOO";
    const std::string text = summary_of(items, burn_of(token_mint_text));
    EXPECT_THAT(text, HasSubstr("Burn\n  2 tokens "));
    EXPECT_THAT(text, HasSubstr("\n  TOK  " + token_mint_text + "  1.234567  0.002157600 SOL\n  TOO  "));
    EXPECT_THAT(text, Not(HasSubstr("  EMP  ")));
}

TEST(Summary, SaysWhatCompressedTokensCost) {
    auto second = compressed_item();
    second.address = solana::to_base58(key_of(22));
    const std::string text = summary_of({compressed_item(), second}, burn_of(token_mint_text));
    EXPECT_THAT(text, HasSubstr("  2 compressed tokens                 costs 0.00001 SOL\n"));
    EXPECT_THAT(text, HasSubstr("  1.234567  costs 0.000005 SOL\n"));
}

TEST(Summary, SaysWhatIsLostWithASharesOfAPool) {
    auto lp = token_item();
    lp.actions.clear();
    lp.blocked = burnandclaim::Blocked{"liquidity", "It stands for a share of a pool"};
    EXPECT_THAT(summary_of({lp}, {.burn_liquidity = {token_mint_text}}),
                HasSubstr("Burn, and lose a share of a pool's liquidity\n  1 token "));
}

TEST(ItemList, ShowsWhatIsHeldAndNotWhatTheServerShows) {
    auto items = three_items();
    items[1].ui_balance = "0.000005";
    EXPECT_THAT(list_of(items), HasSubstr("1.234567"));
    EXPECT_THAT(list_of(items), Not(HasSubstr("0.000005")));
}

TEST(ItemList, MakesNamesAndReasonsHarmless) {
    auto items = three_items();
    items[0].symbol = "A\x1b[31m\nClose (9)\u202e" + std::string(100, 'x');
    items[2].blocked->message = "Fine\n\x1b[2J";
    const std::string text = list_of(items);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_THAT(text, Not(HasSubstr("\nClose (9")));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
    EXPECT_THAT(text, Not(HasSubstr(std::string(20, 'x'))));
}

/// Makes what a wallet holds at worst: long names, wide ones, large balances, dear ones.
std::vector<WalletItem> awkward_items() {
    auto items = three_items();
    items[0].symbol = std::string(60, 'n');
    items[1].symbol = "猫猫猫猫猫猫猫猫猫猫猫猫猫猫";
    items[1].balance = "18446744073709551615";
    items[1].ui_balance.reset();
    items[1].usd_value = 999'999'999.99;
    items[2].blocked->message =
        "It is worth more than --protect-above-usd 1. Raise that limit, or set it to none, to burn it, or leave it "
        "where it is for the time being";
    items.push_back(compressed_item());
    items.back().address = solana::to_base58(key_of(22));
    return items;
}

std::size_t widest_line(const std::string& text) {
    std::istringstream lines{text};
    std::size_t widest = 0;
    for (std::string line; std::getline(lines, line);) widest = std::max(widest, reclaim::width_of(line));
    return widest;
}

TEST(ItemList, FitsTheTerminal) {
    for (const std::size_t columns : {72U, 80U, 100U, 120U, 200U}) {
        EXPECT_LE(widest_line(list_of(awkward_items(), burn_of(token_mint_text), columns)), columns);
        EXPECT_LE(widest_line(summary_of(awkward_items(), burn_of(token_mint_text), columns)), columns);
    }
}

TEST(ItemList, CutsNoMintAndNothingWhereThereIsNoTerminal) {
    for (const std::size_t columns : {0U, 40U, 80U, 120U})
        EXPECT_THAT(list_of(awkward_items(), {}, columns), HasSubstr(token_mint_text)) << columns;
    EXPECT_THAT(list_of(awkward_items()), HasSubstr("for the time being (frozen)\n"));
}

}  // namespace
}  // namespace burner::test
