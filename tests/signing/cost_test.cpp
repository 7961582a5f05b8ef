// What a transaction and a run may cost: compute budget, priority fees, donations.

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "signing/lie.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"

namespace burner::signing {
namespace {

namespace budget = solana::compute_budget;
namespace ids = solana::ids;
using solana::Instruction;

constexpr std::uint64_t rent = 2'039'280;          // of a token account
constexpr std::uint64_t rent_of_2022 = 8'017'920;  // of one of Token-2022, at most
constexpr std::uint64_t max_donation = (rent + rent_of_2022) / 20;

Instruction donation(std::uint64_t lamports) {
    return solana::system::transfer(wallet, donation_wallet, base::Lamports{lamports});
}

TEST(ComputeBudgetRules, AllowOneLimitAndOnePrice) {
    expect_refused(
        honest_scene,
        {
            insert("a second limit", place::close, budget::set_unit_limit(3500), rule::compute_budget),
            insert("a second price", place::close, budget::set_unit_price(10'000), rule::compute_budget),
            insert("a heap", place::close, {ids::compute_budget, {}, {1, 0, 0, 1, 0}}, rule::compute_budget),
            insert("a limit of loaded data", place::close, {ids::compute_budget, {}, {4, 0, 0, 1, 0}},
                   rule::compute_budget),
            insert("a price with an account", place::close,
                   {ids::compute_budget, {{mallory, false, true}}, {3, 1, 0, 0, 0, 0, 0, 0, 0}}, rule::compute_budget),
            replace("no data", place::price, {ids::compute_budget, {}, {}}, rule::compute_budget),
            replace("more than the network has", place::limit, budget::set_unit_limit(1'400'001), rule::compute_budget),
            remove("a price without a limit", place::limit, rule::compute_budget),
        });
}

TEST(ComputeBudgetRules, TakeItFromTheHeaderInVersion1) {
    const auto header = [](std::string name, void (*change)(solana::MessageConfig&), std::string_view rule) {
        return Lie{std::move(name), [change](Scene& scene) { change(*scene.header); }, rule};
    };
    expect_refused(
        honest_v1_scene,
        {
            insert("a limit beside it", 0, budget::set_unit_limit(3500), rule::compute_budget),
            insert("a price beside it", 0, budget::set_unit_price(0), rule::compute_budget),
            insert("bytes for the program", 0, {ids::compute_budget, {}, {}}, rule::compute_budget),
            header(
                "a heap", [](solana::MessageConfig& config) { config.heap_size = 32 * 1024; }, rule::compute_budget),
            header(
                "more than the network has", [](solana::MessageConfig& config) { config.unit_limit = 1'400'001; },
                rule::compute_budget),
            header(
                "a lamport more than agreed", [](solana::MessageConfig& config) { config.priority_fee = 50'001; },
                rule::fee),
            header(
                "all that 64 bits hold", [](solana::MessageConfig& config) { config.priority_fee = UINT64_MAX; },
                rule::fee),
        });
    Scene scene = honest_v1_scene();
    scene.header = {.priority_fee = 50'000};
    EXPECT_EQ(signed_of(scene.verdict()).at(0).priority_fee, 50'000U);
    scene.header = solana::MessageConfig{};
    EXPECT_EQ(signed_of(scene.verdict()).at(0).network_fee, 5'000U);
}

/// A close of one account of Token with a priority fee.
Scene paying(std::uint32_t limit, std::uint64_t price, std::optional<std::string> level) {
    Scene scene;
    scene.ask(empty_item());
    scene.request.priority_fee_level = std::move(level);
    scene.instructions = {budget::set_unit_limit(limit), budget::set_unit_price(price),
                          solana::token::close_account(ids::token, empty_account, wallet, wallet)};
    return scene;
}

TEST(FeeRules, BoundThePriorityFeeByTheLevel) {
    const std::pair<std::optional<std::string>, std::uint64_t> caps[] = {
        {"low", 25'000}, {"medium", 50'000}, {std::nullopt, 50'000}, {"high", 100'000}};
    for (const auto& [level, cap] : caps) {
        const std::uint64_t price = cap * 10;  // with 100,000 units
        EXPECT_EQ(signed_of(paying(100'000, price, level).verdict()).at(0).priority_fee, cap);
        EXPECT_EQ(rule_of(paying(100'000, price + 1, level).verdict()), rule::fee) << cap;
    }
    EXPECT_EQ(rule_of(paying(100'000, 0, "none").verdict()), rule::fee);
    EXPECT_EQ(rule_of(paying(100'000, 1, "none").verdict()), rule::fee);
    EXPECT_EQ(rule_of(paying(100'000, 1, "urgent").verdict()), rule::fee);
    Scene unpriced = paying(100'000, 0, "none");
    unpriced.instructions.erase(unpriced.instructions.begin() + 1);
    EXPECT_EQ(rule_of(unpriced.verdict()), "");
}

TEST(FeeRules, RoundUpAndDoNotOverflow) {
    EXPECT_EQ(signed_of(paying(1, 1, "high").verdict()).at(0).priority_fee, 1U);
    EXPECT_EQ(signed_of(paying(0, UINT64_MAX, "high").verdict()).at(0).priority_fee, 0U);
    EXPECT_EQ(rule_of(paying(1'400'000, UINT64_MAX, "high").verdict()), rule::fee);
    EXPECT_EQ(rule_of(paying(2, UINT64_MAX / 2 + 1, "high").verdict()), rule::fee);
}

Scene burning_a_leaf(std::uint64_t price, std::uint64_t nonce = 0) {
    solana::bubblegum::Leaf leaf;
    leaf.nonce = nonce;
    leaf.tree = key_of(40);
    leaf.owner = leaf.delegate = wallet;
    Scene scene;
    scene.ask({"cnft", solana::to_base58(solana::bubblegum::asset_address(leaf.tree, nonce)), "burn"});
    scene.request.priority_fee_level = "high";
    scene.instructions = {budget::set_unit_limit(100'000), budget::set_unit_price(price),
                          solana::bubblegum::burn(leaf, {})};
    return scene;
}

TEST(FeeRules, BoundThePriorityFeeByWhatComesBack) {
    EXPECT_EQ(rule_of(burning_a_leaf(200'000).verdict()), "");
    EXPECT_EQ(rule_of(burning_a_leaf(200'001).verdict()), rule::fee);
}

TEST(FeeRules, BoundTheSumOverTheRun) {
    Scene scene = paying(100'000, 200'000, {});  // 20,000 lamports
    scene.options.max_fee_lamports = 59'999;
    SigningCheck check{scene.options};
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), rule::fee_total);
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), rule::stopped);
}

TEST(FeeRules, BoundTheSumByATenthOfAllThatWasSeenUnlessTold) {
    const Scene scene = paying(100'000, 500'000, {});  // 50,000 of 203,928 lamports
    SigningCheck check{scene.options};
    for (int i = 0; i < 4; ++i) EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), rule::fee_total);
}

/// An honest server builds these on a congested cluster: each transaction pays all that it may.
TEST(FeeRules, BoundTheSumByWhatEachMayPayByItself) {
    const Scene close = paying(100'000, 1'000'000, "high");  // 100,000 lamports
    SigningCheck check{close.options};
    EXPECT_EQ(rule_of(check.verify(close.request, {close.built()})), "");
    for (std::uint64_t nonce = 0; nonce < 20; ++nonce) {
        const Scene leaf = burning_a_leaf(200'000, nonce);  // 20,000 lamports, and nothing comes back
        EXPECT_EQ(rule_of(check.verify(leaf.request, {leaf.built()})), "");
    }
    const Scene again = burning_a_leaf(200'000, 0);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(rule_of(check.verify(again.request, {again.built()})), "");
    EXPECT_EQ(rule_of(check.verify(again.request, {again.built()})), rule::fee_total);
}

TEST(DonationRules, AllowOneTransferToTheAgreedWalletAtTheEnd) {
    expect_refused(
        honest_scene,
        {
            replace("to another", place::donation, solana::system::transfer(wallet, mallory, base::Lamports{1}),
                    rule::donation_wallet),
            replace("more than the fraction", place::donation, donation(max_donation + 1), rule::donation_amount),
            replace("all there is", place::donation, donation(UINT64_MAX), rule::donation_amount),
            insert("not at the end", place::close, donation(1), rule::order),
            insert("twice", place::donation, donation(1), rule::order),
            insert("creates an account", place::close,
                   {ids::system, {{wallet, true, true}, {mallory, false, true}}, base::Bytes(52)},
                   rule::unknown_instruction),
            insert("assigns the wallet", place::close, {ids::system, {{wallet, true, true}}, {1, 0, 0, 0}},
                   rule::unknown_instruction),
            insert("transfers with a seed", place::close,
                   {ids::system, {{wallet, true, true}, {mallory, false, true}}, {11, 0, 0, 0}},
                   rule::unknown_instruction),
            {"no donation was asked for", [](Scene& s) { s.request.donation_percentage = 0; }, rule::donation_wallet},
            {"a smaller fraction was asked for", [](Scene& s) { s.request.donation_percentage = 0.0499; },
             rule::donation_amount},
            {"no wallet was agreed", [](Scene& s) { s.options.donation_to.reset(); }, rule::donation_wallet},
            {"a fraction of nothing known", [](Scene& s) { s.request.donation_percentage = std::nan(""); },
             rule::donation_amount},
            {"more than all", [](Scene& s) { s.request.donation_percentage = 1.5; }, rule::donation_amount},
            {"more than the agreed most", [](Scene& s) { s.options.max_donation_lamports = max_donation - 1; },
             rule::donation_total},
        });
    Scene none = honest_scene();
    none.instructions.pop_back();
    EXPECT_EQ(rule_of(none.verdict()), "");
}

TEST(DonationRules, CountNothingForABurnThatDoesNotClose) {
    Scene scene = honest_scene();
    scene.instructions.erase(scene.instructions.begin() + place::close_burned);
    EXPECT_EQ(rule_of(scene.verdict()), rule::donation_amount);
    scene.instructions.back() = donation(rent / 20);
    EXPECT_EQ(rule_of(scene.verdict()), "");
}

TEST(DonationRules, RefuseATransactionThatOnlyDonates) {
    Scene scene = honest_scene();
    scene.includes.clear();
    scene.instructions = {donation(0)};
    EXPECT_EQ(rule_of(scene.verdict()), rule::incomplete);
}

TEST(DonationTotal, CountsTheSameAccountsOnce) {
    const Scene scene = honest_scene();
    SigningCheck check{scene.options};
    for (int i = 0; i < 5; ++i) EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
}

TEST(DonationTotal, CountsAWithdrawalEveryTime) {
    Scene scene;
    scene.ask(withdrawal_of(empty_item())).donate(0.05);
    scene.instructions = {solana::token::withdraw_excess_lamports(ids::token, empty_account, wallet, wallet),
                          donation(rent / 20 / 2)};
    SigningCheck check{scene.options};
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    const auto verdict = check.verify(scene.request, {scene.built()});
    EXPECT_EQ(rule_of(verdict), rule::donation_total);
    EXPECT_EQ(std::get<Refusal>(verdict).transaction, 0U);
}

/// Nothing ends by the burn of nothing, so that all of these can land.
TEST(DonationTotal, CountsEveryTimeWhereOnlyNothingIsBurned) {
    Scene scene;
    RequestedItem empty = token_item();
    empty.expected_balance = "0";
    scene.ask(withdrawal_of(empty_item())).ask(empty).donate(0.05);
    scene.instructions = {solana::token::withdraw_excess_lamports(ids::token, empty_account, wallet, wallet),
                          solana::token::burn_checked(ids::token, token_account, token_mint, wallet, 0, 6),
                          donation(rent / 20 / 2)};
    SigningCheck check{scene.options};
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), rule::donation_total);
}

/// Closes of some accounts of Token with the greatest donation that is in order.
Scene closing(std::initializer_list<std::uint8_t> numbers) {
    Scene scene;
    for (const std::uint8_t number : numbers) {
        scene.ask({"empty_account", solana::to_base58(key_of(number)), "close"});
        scene.instructions.push_back(solana::token::close_account(ids::token, key_of(number), wallet, wallet));
    }
    scene.instructions.push_back(donation(rent * numbers.size() * 7 / 100));
    return scene.donate(0.07);
}

TEST(DonationTotal, LetsItemsBeBuiltAgainInOtherCompany) {
    const Scene scenes[] = {closing({100, 101}), closing({102}),           closing({100, 102}),
                            closing({101}),      closing({100, 101, 102}), closing({102, 101, 100})};
    SigningCheck check{scenes[0].options};
    for (const Scene& scene : scenes) {
        const Verdict verdict = check.verify(scene.request, {scene.built()});
        EXPECT_EQ(rule_of(verdict), "");
    }
}

TEST(DonationTotal, KeepsTheGreatestShareOfEachAccount) {
    Scene large = closing({100, 101});
    large.options.max_donation_lamports = 200'000;
    large.instructions.back() = donation(200'000);  // half of it each
    Scene small = closing({100});
    small.instructions.back() = donation(100'000);
    SigningCheck check{large.options};
    EXPECT_EQ(rule_of(check.verify(large.request, {large.built()})), "");
    EXPECT_EQ(rule_of(check.verify(small.request, {small.built()})), "");
    small.instructions.back() = donation(100'001);
    EXPECT_EQ(rule_of(check.verify(small.request, {small.built()})), rule::donation_total);
}

}  // namespace
}  // namespace burner::signing
