// What a request itself rules out, what a server says to include, and what a check remembers.

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "signing/lie.hpp"

namespace burner::signing {
namespace {

namespace ids = solana::ids;

TEST(Request, KnowsOnlyTheRowsOfTheTable) {
    const char* types[] = {"empty_account",       "token", "nft",   "fungible_asset",
                           "zk_compressed_token", "cnft",  "stake", ""};
    const char* actions[] = {"close", "burn", "withdraw_excess", "transfer", ""};
    std::vector<std::string> known;
    for (const std::string type : types) {
        for (const std::string action : actions) {
            Request request{.items = {{type, solana::to_base58(key_of(10)), action}}};
            const Verdict verdict = verify_built(request, {}, {.wallet = solana::to_base58(wallet)});
            if (rule_of(verdict).empty()) {
                known.push_back(type + " " + action);
            } else {
                EXPECT_EQ(rule_of(verdict), rule::unknown_action) << type << ' ' << action;
                EXPECT_FALSE(std::get<Refusal>(verdict).transaction);
            }
        }
    }
    const std::vector<std::string> expected = {"empty_account close",
                                               "empty_account withdraw_excess",
                                               "token burn",
                                               "token withdraw_excess",
                                               "nft burn",
                                               "nft withdraw_excess",
                                               "fungible_asset burn",
                                               "fungible_asset withdraw_excess",
                                               "zk_compressed_token burn",
                                               "cnft burn"};
    EXPECT_EQ(known, expected);
}

TEST(Request, RefusesWhatTheListCallsBlocked) {
    const auto with = [](std::string code, std::optional<std::string> acknowledge = {}) {
        Scene scene = honest_scene();
        scene.options.blocked = std::map<std::string, std::string>{{solana::to_base58(token_account), std::move(code)}};
        scene.request.items[1].acknowledge = std::move(acknowledge);
        return rule_of(scene.verdict());
    };
    EXPECT_EQ(with("frozen"), rule::blocked);
    EXPECT_EQ(with("protected"), rule::blocked);
    EXPECT_EQ(with("protected", "liquidity"), rule::blocked);
    EXPECT_EQ(with("position"), rule::position);
    EXPECT_EQ(with("position", "liquidity"), rule::position);
    EXPECT_EQ(with("liquidity"), rule::liquidity);
    EXPECT_EQ(with("liquidity", "position"), rule::liquidity);
    EXPECT_EQ(with("liquidity", "liquidity"), "");
}

TEST(Request, LetsExcessBeWithdrawnFromWhatIsBlocked) {
    Scene scene;
    scene.ask(withdrawal_of(token_item()));
    scene.options.blocked = std::map<std::string, std::string>{{solana::to_base58(token_account), "frozen"}};
    scene.instructions = {solana::token::withdraw_excess_lamports(ids::token_2022, token_account, wallet, wallet)};
    EXPECT_EQ(rule_of(scene.verdict()), "");
}

TEST(Request, RefusesToBurnAPosition) {
    Scene scene = honest_scene();
    std::vector<std::string> asked;
    scene.options.is_position = [&](const std::string& mint) {
        asked.push_back(mint);
        return false;
    };
    EXPECT_EQ(rule_of(scene.verdict()), "");
    EXPECT_EQ(asked, std::vector{solana::to_base58(token_mint)});
    scene.options.is_position = [](const std::string&) { return true; };
    EXPECT_EQ(rule_of(scene.verdict()), rule::position);
}

TEST(Request, SaysWhereNobodyCouldBeAskedAboutPositions) {
    Scene scene;
    scene.ask(nft_item());
    scene.instructions = {solana::token::burn_checked(ids::token, token_account, token_mint, wallet, 1, 0)};
    EXPECT_FALSE(signed_of(scene.verdict()).at(0).positions_checked);
    scene.options.blocked.emplace();
    EXPECT_TRUE(signed_of(scene.verdict()).at(0).positions_checked);
    scene.options.blocked.reset();
    scene.options.is_position = [](const std::string&) { return false; };
    EXPECT_TRUE(signed_of(scene.verdict()).at(0).positions_checked);
}

TEST(Request, NamesNoAddressTwice) {
    Scene scene = honest_scene();
    scene.request.items.push_back(withdrawal_of(empty_item()));
    EXPECT_EQ(rule_of(scene.verdict()), rule::twice);
}

TEST(Includes, AreWhatTheBytesDo) {
    expect_refused(
        honest_scene,
        {
            {"none", [](Scene& s) { s.includes.clear(); }, rule::includes},
            {"too few", [](Scene& s) { s.includes.pop_back(); }, rule::includes},
            {"twice the same", [](Scene& s) { s.includes.push_back(s.includes[0]); }, rule::includes},
            {"twice the same for another", [](Scene& s) { s.includes[1] = s.includes[0]; }, rule::includes},
            {"what nobody asked for",
             [](Scene& s) { s.includes.push_back({"token", solana::to_base58(mallory), "burn"}); }, rule::includes},
            {"another type", [](Scene& s) { s.includes[0].type = "token"; }, rule::includes},
            {"another action", [](Scene& s) { s.includes[0].action = "burn"; }, rule::includes},
            {"what was asked for and is not done",
             [](Scene& s) {
                 s.request.items.push_back({"empty_account", solana::to_base58(key_of(12)), "close"});
                 s.includes.push_back({"empty_account", solana::to_base58(key_of(12)), "close"});
             },
             rule::incomplete},
            {"a revoke alone",
             [](Scene& s) {
                 s.request.items.push_back({"empty_account", solana::to_base58(key_of(12)), "close"});
                 s.instructions.insert(s.instructions.begin() + place::close,
                                       solana::token::revoke(ids::token, key_of(12), wallet));
             },
             rule::incomplete},
        });
    Scene reversed = honest_scene();
    std::swap(reversed.includes[0], reversed.includes[1]);
    EXPECT_EQ(rule_of(reversed.verdict()), "");
}

TEST(Check, RefusesTheSameAddressTwiceInOneAnswerAndNotInTwo) {
    const Scene scene = honest_scene();
    SigningCheck check{scene.options};
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
    const Verdict verdict = check.verify(scene.request, {scene.built(), scene.built()});
    EXPECT_EQ(rule_of(verdict), rule::twice);
    EXPECT_EQ(std::get<Refusal>(verdict).transaction, 1U);
}

TEST(Check, LetsNothingPassAfterARefusal) {
    const Scene scene = honest_scene();
    Scene lie = honest_scene();
    lie.includes.clear();
    SigningCheck check{scene.options};
    EXPECT_EQ(rule_of(check.verify(lie.request, {lie.built()})), rule::includes);
    EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), rule::stopped);
    SigningCheck moved{std::move(check)};
    EXPECT_EQ(rule_of(moved.verify(scene.request, {})), rule::stopped);
}

TEST(Check, LetsAnEmptyAnswerPass) {
    EXPECT_TRUE(signed_of(verify_built({}, {}, {.wallet = solana::to_base58(wallet)})).empty());
}

/// Every single changed bit of the transaction either leaves exactly what was agreed or is refused.
TEST(Check, SurvivesEveryFlippedBit) {
    const Scene scene = honest_scene();
    const auto wire = base::from_base64(scene.built().transaction_base64).value();
    const VerifiedTransaction agreed = signed_of(scene.verdict()).at(0);
    int passed_count = 0;
    for (std::size_t bit = 0; bit < wire.size() * 8; ++bit) {
        auto changed = wire;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        const auto verdict = verify_built(scene.request, {{base::to_base64(changed), scene.includes}}, scene.options);
        if (!rule_of(verdict).empty()) continue;
        ++passed_count;
        const VerifiedTransaction& found = std::get<0>(verdict).at(0);
        EXPECT_EQ(found.closed.size(), agreed.closed.size());
        EXPECT_EQ(found.burned.at(0).amount, agreed.burned[0].amount);
        EXPECT_EQ(found.burned.at(0).mint, agreed.burned[0].mint);
        EXPECT_EQ(found.donation->to, agreed.donation->to);
        EXPECT_LE(found.donation->lamports, agreed.donation->lamports);
        EXPECT_LE(found.priority_fee, 50'000U);
    }
    // The blockhash is free, and so are lower donations, other fees below the cap, decimals and flags in the header.
    EXPECT_GE(passed_count, 32 * 8);
    EXPECT_LE(passed_count, 32 * 8 + 80);
}

}  // namespace
}  // namespace burner::signing
