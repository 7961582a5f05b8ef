// What `burner reclaim` does not burn, also when it is named.

#include <gmock/gmock.h>

#include "reclaim/choice/choose.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/options/protection_flags.hpp"
#include "reclaim/reclaim_command.hpp"

namespace burner::test {
namespace {

using assets::Protection;
using reclaim::default_protection;
using testing::HasSubstr;

const std::string collection_text = solana::to_base58(key_of(50));

burnandclaim::WalletItem worth(std::optional<double> dollars) {
    auto item = token_item();
    item.usd_value = dollars;
    return item;
}

base::Result<reclaim::Choice, std::string> choose(const burnandclaim::WalletItem& item, const Protection& protection) {
    burnandclaim::WalletAssets assets;
    assets.items = {item};
    return reclaim::choose(assets, burn_of(item.mint.value_or(item.address)), protection);
}

TEST(ReclaimProtection, IsByDefaultOfWhatIsWorthMoreThanADollar) {
    for (const auto& [dollars, is_burned] : std::vector<std::pair<std::optional<double>, bool>>{
             {std::nullopt, true},
             {0.000001, true},
             {1.0, true},
             {1.01, false},
             {12.5, false},
             {999999999999.99, false},
             {1e15, false},
             {1e300, false},
         }) {
        const auto choice = choose(worth(dollars), default_protection);
        EXPECT_EQ(choice.has_value(), is_burned) << dollars.value_or(-1);
    }
    EXPECT_TRUE(choose(worth(1e15), {}));
}

TEST(ReclaimProtection, SaysHowItIsLifted) {
    EXPECT_EQ(choose(worth(12.5), default_protection).error(),
              "--burn " + token_mint_text +
                  ": It is worth more than --protect-above-usd 1. Raise that limit, or set it to none, to burn it");
    EXPECT_EQ(choose(token_item(), {std::nullopt, {token_mint}, {}}).error(),
              "--burn " + token_mint_text + ": --protect-mint names it. Take it out of that flag to burn it");
    auto nft = token_item();
    nft.type = "nft";
    nft.collection = burnandclaim::Collection{collection_text, "C"};
    EXPECT_EQ(choose(nft, {std::nullopt, {}, {key_of(50)}}).error(),
              "--burn " + token_mint_text +
                  ": --protect-collection names its collection. Take that out of the flag to burn it");
    auto projects = blocked_item();
    projects.blocked = burnandclaim::Blocked{"protected", "The project protects this mint from being burned"};
    EXPECT_EQ(
        choose(projects, {}).error(),
        "--burn " + *projects.mint +
            ": The project protects this mint from being burned. Whoever runs the server can lift that with `burner "
            "project set`");
}

TEST(ReclaimProtection, NamesWhatHasNoMintByItsAddress) {
    auto core = token_item();
    core.type = "nft";
    core.mint.reset();
    core.token_program.reset();
    EXPECT_FALSE(choose(core, {std::nullopt, {token_account}, {}}));
    EXPECT_TRUE(choose(core, {std::nullopt, {token_mint}, {}}));
}

TEST(ReclaimProtection, RefusesANameOfWhichAPartIsProtected) {
    burnandclaim::WalletAssets assets;
    assets.items = {worth(0.5), worth(12.5)};
    assets.items[0].address = solana::to_base58(key_of(22));
    EXPECT_THAT(reclaim::choose(assets, burn_of(token_mint_text), default_protection).error(),
                HasSubstr("It is worth more than --protect-above-usd 1"));
    EXPECT_EQ(reclaim::choose(assets, {}, default_protection)->keep.size(), 1U);
}

TEST(ReclaimProtection, LeavesWhatIsHeldBeyondTheRent) {
    burnandclaim::WalletAssets assets;
    assets.items = {worth(12.5)};
    assets.items[0].actions = {"burn", "withdraw_excess"};
    assets.items[0].excess_lamports = 550'840;
    auto choice = reclaim::choose(assets, {}, default_protection).value();
    reclaim::add_withdrawals(choice);
    EXPECT_EQ(choice.blocked.size(), 1U);
    EXPECT_EQ(choice.withdraw.size(), 1U);
    EXPECT_EQ(choice.lamports(), 550'840U);
}

TEST(ReclaimProtection, IsNotOfEmptyAccounts) {
    const auto choice = choose(empty_item(), {"0", {empty_mint, empty_account}, {}});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->close.size(), 1U);
}

TEST(ReclaimProtection, LooksAtWhatAnItemIsAndNotAtItsActions) {
    for (const std::string& action : {std::string{"close"}, std::string{"of_tomorrow"}}) {
        auto nft = token_item();
        nft.type = "nft";
        nft.actions = {action};
        const auto item = reclaim::with_protection(nft, {std::nullopt, {token_mint}, {}});
        EXPECT_TRUE(reclaim::is_protected(item)) << action;
        EXPECT_TRUE(item.actions.empty()) << action;
    }
}

TEST(ReclaimProtection, HoldsForSharesOfAPoolToo) {
    auto lp = worth(12.5);
    lp.actions.clear();
    lp.blocked = burnandclaim::Blocked{"liquidity", "It stands for a share of a pool"};
    EXPECT_TRUE(reclaim::is_protected(reclaim::with_protection(lp, default_protection)));
    EXPECT_FALSE(reclaim::is_protected(reclaim::with_protection(lp, {})));
}

TEST(ReclaimProtection, BurnsNothingWhosePriceIsNotKnownNow) {
    auto item = worth(std::nullopt);
    item.price_state = burnandclaim::price_state::unknown;
    EXPECT_EQ(
        choose(item, default_protection).error(),
        "--burn " + token_mint_text +
            ": Its price is not known now: the server has no price API, or that did not answer. Try again later (with "
            "--rpc-url, set BURNER_PRICES_URL), or say --protect-above-usd none instead of 1 to burn it");
    EXPECT_TRUE(choose(item, {}));
    item.price_state = burnandclaim::price_state::none;
    EXPECT_TRUE(choose(item, default_protection));
}

TEST(ReclaimProtection, IsOfWhatIsWorthMoreThanAListCanSay) {
    auto item = worth(std::nullopt);
    item.price_state = burnandclaim::price_state::known;
    EXPECT_THAT(choose(item, default_protection).error(), HasSubstr("It is worth more than --protect-above-usd 1"));
    EXPECT_TRUE(choose(item, {}));
}

TEST(ReclaimProtection, KnowsWhatNobodyPrices) {
    const auto count = [](const burnandclaim::WalletItem& item, const Protection& protection) {
        return reclaim::unpriced(choose(item, protection).value(), protection).size();
    };
    EXPECT_EQ(count(worth(std::nullopt), default_protection), 1U);
    EXPECT_EQ(count(worth(0.5), default_protection), 0U);
    EXPECT_EQ(count(worth(std::nullopt), {}), 0U);
}

TEST_F(ReclaimCommand, RefusesANamedBurnThatIsProtectedBeforeAnythingIsBuilt) {
    options.named.burn = {token_mint_text};
    options.yes = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), worth(12.5)})}), reclaim::reclaim_exit::usage);
    EXPECT_THAT(err, HasSubstr("It is worth more than --protect-above-usd 1"));
    EXPECT_EQ(paths().size(), 2U);
}

TEST_F(ReclaimCommand, BurnsItWhenTheProtectionIsLifted) {
    options.named.burn = {token_mint_text};
    options.protection.above_usd = "none";
    options.dry_run = true;
    HonestTransaction honest;
    honest.instructions.pop_back();
    honest.answer.donation_amount = 0;
    honest.answer.net_rebate = honest.answer.gross_rebate;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), worth(12.5)}), build_answer(honest)}),
              reclaim::reclaim_exit::done)
        << err;
}

TEST_F(ReclaimCommand, RefusesAProtectionThatItCannotRead) {
    options.protection.above_usd = "much";
    EXPECT_EQ(run({}), reclaim::reclaim_exit::usage);
    EXPECT_THAT(err, HasSubstr("--protect-above-usd takes dollars such as 25 or 0.5, or none, not much"));
}

TEST(ProtectionFlags, ChangeWhatIsGiven) {
    const Protection before{"5", {key_of(1)}, {key_of(2)}};
    EXPECT_EQ(reclaim::ProtectionFlags{}.change(before).value(), before);
    EXPECT_EQ((reclaim::ProtectionFlags{.above_usd = "0.50"}.change(before).value()),
              (Protection{"0.5", {key_of(1)}, {key_of(2)}}));
    const std::vector<std::string> others{token_mint_text, collection_text, token_mint_text};
    EXPECT_EQ((reclaim::ProtectionFlags{.mints = others}.change(before).value()),
              (Protection{"5", {token_mint, key_of(50)}, {key_of(2)}}));
    EXPECT_EQ((reclaim::ProtectionFlags{.collections = others}.change(before).value()),
              (Protection{"5", {key_of(1)}, {token_mint, key_of(50)}}));
    const std::vector<std::string> none{"none"};
    EXPECT_EQ((reclaim::ProtectionFlags{"none", none, none}.change(before).value()), Protection{});
}

TEST(ProtectionFlags, NameTheFlagOfAMistake) {
    std::vector<std::string> many;
    for (std::uint8_t i = 0; i <= assets::max_protected; ++i) many.push_back(solana::to_base58(key_of(i)));
    const std::vector<std::string> mixed{token_mint_text, "none"};
    const auto mistake = [](const reclaim::ProtectionFlags& flags) { return flags.change({}).error(); };
    EXPECT_THAT(mistake({.above_usd = "-1"}), HasSubstr("--protect-above-usd takes dollars"));
    EXPECT_EQ(mistake({.mints = mixed}), "--protect-mint takes addresses, not none");
    EXPECT_EQ(mistake({.mints = many}), "--protect-mint takes at most 100 addresses");
    EXPECT_EQ(mistake({.collections = std::vector<std::string>{"x\x1b[2J"}}),
              "--protect-collection takes addresses, not x?[2J");
    many.pop_back();
    EXPECT_EQ(reclaim::ProtectionFlags{.mints = many}.change({})->mints.size(), assets::max_protected);
}

TEST(ProtectionFlags, AreSaidInWords) {
    EXPECT_EQ(reclaim::to_words({}), "nothing");
    EXPECT_EQ(reclaim::to_words({"5", {token_mint}, {key_of(50), token_mint}}),
              "above 5 USD, mints " + token_mint_text + ", collections " + collection_text + " " + token_mint_text);
}

}  // namespace
}  // namespace burner::test
