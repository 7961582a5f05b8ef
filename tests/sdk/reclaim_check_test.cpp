// `reclaim`: what it refuses to sign.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using testing::ElementsAre;

TEST(Reclaim, RefusesWhatNobodyAskedFor) {
    ScriptedReclaim run{{built(transaction("X"))}};
    run.reclaim.sign = [](const BuiltTransaction&) -> std::string { throw std::logic_error("asked"); };
    EXPECT_EQ(run.run_into<AnswerError>().stopped->reason, reclaim_stop::failed);
    EXPECT_THAT(run.events, ElementsAre("planned 1", "done"));
    ScriptedReclaim twice{{built(transaction("A") + "," + transaction("A"))}};
    EXPECT_TRUE(twice.run_into<AnswerError>().stopped);
    EXPECT_EQ(twice.server.seen().size(), 1U);
    ScriptedReclaim few{{built(transaction("A")), submitted(""), submitted(""), submitted(""), submitted("")}};
    EXPECT_EQ(few.run_into<AnswerError>().items.at(0).outcome, reclaim_outcome::submitted);
}

/// Runs into a refusal; the wallet is never asked.
std::string_view rule_of_run(ScriptedReclaim& run) {
    run.reclaim.sign = [](const BuiltTransaction&) -> std::string { throw std::logic_error("asked"); };
    try {
        run.run();
    } catch (const SigningRefusedError& error) {
        EXPECT_EQ(run.last.stopped->reason, reclaim_stop::refused);
        EXPECT_EQ(run.last.items.at(0).outcome, reclaim_outcome::skipped);
        EXPECT_EQ(error.transaction(), 0U);
        return error.rule();
    }
    return "signed";
}

TEST(Reclaim, AsksTheWalletForNothingThatBreaksARule) {
    namespace rule = burner::signing::rule;
    const std::pair<std::string, std::string_view> lies[] = {
        {"no transaction", rule::undecodable},
        {closing("X"), rule::not_requested},
        {closing("A", {donation("X", 50)}), rule::donation_wallet},
        {closing("A", {donation("W", 203'929)}), rule::donation_amount},
    };
    for (const auto& [base64, broken] : lies) {
        ScriptedReclaim run{{built(transaction("A", base64))}};
        run.reclaim.donation_percentage = 0.1;
        run.reclaim.donation_to = address_of("W");
        EXPECT_EQ(rule_of_run(run), broken);
        EXPECT_EQ(run.server.seen().size(), 1U);
    }
}

TEST(Reclaim, RefusesWhatTheReviewedListOrALookUpRulesOut) {
    namespace rule = burner::signing::rule;
    const auto rule_with = [](const std::function<void(ReclaimOptions&)>& change) {
        ScriptedReclaim run{{built(transaction("A"))}};
        change(run.reclaim);
        std::string_view found;
        try {
            run.run();
        } catch (const SigningRefusedError& error) {
            found = error.rule();
            EXPECT_FALSE(error.transaction());
        }
        return found;
    };
    EXPECT_EQ(rule_with([](ReclaimOptions& options) {
                  options.blocked = std::map<std::string, std::string>{{address_of("A"), "frozen"}};
              }),
              rule::blocked);
    EXPECT_EQ(rule_with([](ReclaimOptions& options) {
                  options.items[0].selection = {"token", address_of("A"), "burn", "1", address_of("M")};
                  options.is_position = [](const std::string& mint) { return mint == address_of("M"); };
              }),
              rule::position);
    EXPECT_EQ(rule_with([](ReclaimOptions& options) { options.donation_percentage = 0.1; }), rule::donation_wallet);
}

TEST(Reclaim, SaysWhatTheWalletIsAskedFor) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")), landing("S1")}};
    BurnerClient client{run.options};
    std::vector<std::string> sentences;
    client.reclaim(wallet, run.reclaim, [&](const ReclaimEvent& event) {
        if (const auto* signing = std::get_if<SigningEvent>(&event))
            sentences.push_back(signing->verified.at(0).sentence);
    });
    EXPECT_THAT(sentences, ElementsAre("Closes 1 account. Pays 0.000005 SOL, of which 0 is priority."));
}

TEST(Verify, MakesAnItemOfWhatTheListShows) {
    WalletItem item{.type = "token", .address = "A", .reclaimable_lamports = 7};
    item.mint = "M", item.balance = "5", item.excess_lamports = 3;
    const ReclaimItem burn = reclaim_item(item, item_action::burn);
    EXPECT_EQ(burn.selection.expected_mint, "M");
    EXPECT_EQ(burn.selection.expected_balance, "5");
    EXPECT_EQ(burn.reclaimable_lamports, 7U);
    const ReclaimItem withdrawal = reclaim_item(item, item_action::withdraw_excess);
    EXPECT_EQ(withdrawal.selection.expected_mint, "M");
    EXPECT_FALSE(withdrawal.selection.expected_balance);
    EXPECT_EQ(withdrawal.reclaimable_lamports, 3U);
    EXPECT_TRUE(blocked_items({item}).empty());
    item.blocked = Blocked{"position", "m"};
    EXPECT_EQ(blocked_items({item}).at("A"), "position");
}

TEST(Verify, ChecksAnAnswerForThoseWhoAskThemselves) {
    BuildTransactionsRequest request{.items = {{"empty_account", address_of("A"), "close"}}};
    BuildTransactionsResult result;
    result.transactions.push_back(
        {.transaction_base64 = closing("A"), .includes = {{"empty_account", address_of("A"), "close"}}});
    const burner::signing::Options options{.wallet = wallet};
    EXPECT_EQ(verify_built(request, result, options).at(0).closed.at(0).address, address_of("A"));
    request.items[0].address = address_of("B");
    EXPECT_THROW(verify_built(request, result, options), SigningRefusedError);
}

}  // namespace
}  // namespace burner::test
