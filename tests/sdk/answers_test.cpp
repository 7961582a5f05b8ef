// How answers become values, and which are refused.

#include <gtest/gtest.h>

#include "sdk/client_fixture.hpp"

namespace burner::test {
namespace {

using namespace burnandclaim;

TEST(Answer, OfCreateSessionIsMapped) {
    ScriptedClient scripted{{answer(
        200, R"({"token":"a.b.c","expiresAt":"2026-04-09T12:10:00.000Z","scopes":["wallet:read","transactions:build"],)"
             R"("sessionId":"ses_1","walletAddress":"W","new":{"member":[1,-2.5e3,null,true,"A"]}})")}};
    const Session session = scripted.with_key().create_session({.wallet_address = wallet});
    EXPECT_EQ(session.token, "a.b.c");
    EXPECT_EQ(session.expires_at, "2026-04-09T12:10:00.000Z");
    EXPECT_EQ(session.scopes, (std::vector<std::string>{"wallet:read", "transactions:build"}));
    EXPECT_EQ(session.session_id, "ses_1");
    EXPECT_EQ(session.wallet_address, "W");
}

TEST(Answer, OfAChallengeIsMapped) {
    ScriptedClient scripted{{answer(
        200,
        R"({"challengeId":"challenge_1","nonce":"n","message":"a\nb","input":{"domain":"app.example","address":"W",)"
        R"("statement":"S","uri":"https://app.example/","version":"1","nonce":"n","issuedAt":"i",)"
        R"("expirationTime":"e"},"transactionBase64":"VA==","expiresAt":"x"})")}};
    const Challenge challenge = scripted.with_key().challenge_session({.wallet_address = wallet, .domain = "d"});
    EXPECT_EQ(challenge.challenge_id, "challenge_1");
    EXPECT_EQ(challenge.message, "a\nb");
    EXPECT_EQ(challenge.input.domain, "app.example");
    EXPECT_EQ(challenge.input.uri, "https://app.example/");
    EXPECT_EQ(challenge.input.expiration_time, "e");
    EXPECT_EQ(challenge.transaction_base64, "VA==");
    EXPECT_EQ(challenge.expires_at, "x");
}

TEST(Answer, OfIntrospectionIsMapped) {
    ScriptedClient scripted{
        {answer(200, R"({"active":false})"),
         answer(200,
                R"({"active":true,"token_type":"Bearer","scope":"a b","iss":"i","aud":"u",)"
                R"("sub":"W","iat":1775736300,"exp":1775736600,"jti":"ses_1","amr":["siws"],"cnf":{"jkt":"J"}})")}};
    BurnerClient client = scripted.with_key();
    EXPECT_FALSE(client.introspect_session("x").active);
    const SessionIntrospection found = client.introspect_session("x");
    EXPECT_TRUE(found.active);
    EXPECT_EQ(found.scope, "a b");
    EXPECT_EQ(found.sub, "W");
    EXPECT_EQ(found.exp, 1775736600U);
    EXPECT_EQ(found.jti, "ses_1");
    EXPECT_EQ(found.amr, std::vector{std::string{proof_method::siws}});
    EXPECT_EQ(found.cnf.value().jkt, "J");
}

/// Members of a token item after `actions`.
std::string token_item(std::string_view rest) {
    return R"({"type":"token","address":"A","name":"N","isFrozen":true,"actions":["burn"],"reclaimableLamports":5,)" +
           std::string{rest} + "}";
}

std::string assets_with(std::string_view item) {
    std::string body{no_assets};
    return body.replace(body.find("[]"), 2, "[" + std::string{item} + "]");
}

TEST(Answer, OfAssetsKeepsEveryDigit) {
    const std::string item = token_item(
        R"("tokenProgram":"P","mint":"M","lamports":18446744073709551615,"excessLamports":7,"symbol":"Sé😀","imageUri":null,)"
        R"("decimals":9,"balance":"18446744073709551615","uiBalance":18446744073.709551615,"usdValue":null)");
    ScriptedClient scripted{{answer(200, assets_with(item))}};
    const WalletAssets assets = scripted.with_key().get_wallet_assets(wallet);
    ASSERT_EQ(assets.items.size(), 1U);
    const WalletItem& found = assets.items[0];
    EXPECT_EQ(found.type, item_type::token);
    EXPECT_TRUE(found.is_frozen);
    EXPECT_EQ(found.actions, std::vector<std::string>{"burn"});
    EXPECT_EQ(found.reclaimable_lamports, 5U);
    EXPECT_EQ(found.token_program, "P");
    EXPECT_EQ(found.mint, "M");
    EXPECT_EQ(found.symbol, "S\u00e9\U0001F600");
    EXPECT_EQ(found.lamports, 18446744073709551615U);
    EXPECT_EQ(found.image_uri, std::nullopt);
    EXPECT_EQ(found.decimals, 9U);
    EXPECT_EQ(found.balance, "18446744073709551615");
    EXPECT_EQ(found.ui_balance, "18446744073.709551615");
    EXPECT_EQ(found.usd_value, std::nullopt);
    EXPECT_EQ(found.excess_lamports, 7U);
    EXPECT_FALSE(found.blocked);
    EXPECT_EQ(assets.as_of_slot, 1U);
}

TEST(Answer, OfAssetsTakesUiBalancesThatNoMachineTypeHolds) {
    for (const std::string text : {"0", "1e400", "36893488147419103230", "0.000000000000000000000000000001"}) {
        ScriptedClient scripted{{answer(200, assets_with(token_item(R"("uiBalance": )" + text + " ")))}};
        EXPECT_EQ(scripted.with_key().get_wallet_assets(wallet).items.at(0).ui_balance, text);
    }
}

TEST(Answer, OfAssetsMapsWhatIsBlockedAndTheWarnings) {
    std::string body = assets_with(token_item(
        R"("blocked":{"code":"frozen","message":"m"},"collection":{"address":"C","name":"D"},"usdValue":1.5,"priceState":"known")"));
    body.replace(body.rfind("[]"), 2, R"([{"code":"source_unavailable","source":"das","message":"down"}])");
    ScriptedClient scripted{{answer(200, body)}};
    const WalletAssets assets = scripted.with_key().get_wallet_assets(wallet);
    ASSERT_TRUE(assets.items[0].blocked);
    EXPECT_EQ(assets.items[0].blocked->code, "frozen");
    EXPECT_EQ(assets.items[0].collection->address, "C");
    EXPECT_EQ(assets.items[0].usd_value, 1.5);
    EXPECT_EQ(assets.items[0].price_state, price_state::known);
    EXPECT_EQ(assets.warnings.at(0).source, "das");
}

TEST(Answer, OfBuildIsMapped) {
    ScriptedClient scripted{{answer(
        200,
        R"({"transactions":[{"transactionBase64":"AA==","includes":[{"type":"token","address":"A","action":"burn"}],)"
        R"("grossRebate":2039280,"donationAmount":101964,"netRebate":1937316,"computeUnitsNeeded":3500,)"
        R"("submissionTicket":"ticket_x","networkFee":5035,"lastValidBlockHeight":9007199254740993,)"
        R"("expiresAt":"E","instructions":[{"programId":"P","kind":"close_account","text":"T","lamports":7}]},)"
        R"({"transactionBase64":"","includes":[],"grossRebate":2,"donationAmount":0,"donationBase":1,"netRebate":2,)"
        R"("computeUnitsNeeded":1,"submissionTicket":"","networkFee":5000,"lastValidBlockHeight":1,"expiresAt":"E",)"
        R"("instructions":[]}],)"
        R"("rejected":[{"type":"token","address":"B","action":"burn","code":"frozen","message":"m"}],)"
        R"("totals":{"grossRebate":1,"donationAmount":2,"netRebate":3,"networkFee":4}})")}};
    const BuildTransactionsResult built = scripted.with_key().build_transactions(wallet, {});
    ASSERT_EQ(built.transactions.size(), 2U);
    EXPECT_EQ(built.transactions[0].donation_base, std::nullopt);
    EXPECT_EQ(built.transactions[1].donation_base, 1U);
    const BuiltTransaction& transaction = built.transactions[0];
    EXPECT_EQ(transaction.transaction_base64, "AA==");
    EXPECT_EQ(transaction.includes.at(0).address, "A");
    EXPECT_EQ(transaction.gross_rebate, 2039280U);
    EXPECT_EQ(transaction.donation_amount, 101964U);
    EXPECT_EQ(transaction.net_rebate, 1937316U);
    EXPECT_EQ(transaction.compute_units_needed, 3500U);
    EXPECT_EQ(transaction.submission_ticket, "ticket_x");
    EXPECT_EQ(transaction.network_fee, 5035U);
    EXPECT_EQ(transaction.last_valid_block_height, 9007199254740993U);  // not exact in a double
    EXPECT_EQ(transaction.instructions.at(0).lamports, 7U);
    EXPECT_EQ(transaction.instructions.at(0).mint, std::nullopt);
    EXPECT_EQ(built.rejected.at(0).code, "frozen");
    EXPECT_EQ(built.totals.network_fee, 4U);
}

TEST(Answer, OfSubmitIsMapped) {
    ScriptedClient scripted{
        {answer(200, R"({"results":[{"signature":"S","status":"submitted","includes":[],"simulated":true},)"
                     R"({"signature":null,"status":"failed","includes":[],"error":{"code":"c","message":"m"}}]})")}};
    const auto results = scripted.with_key().submit_transactions(wallet, {}).results;
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[0].signature, "S");
    EXPECT_TRUE(results[0].simulated);
    EXPECT_EQ(results[1].signature, std::nullopt);
    EXPECT_EQ(results[1].status, submission_status::failed);
    EXPECT_EQ(results[1].error->code, "c");
}

TEST(Answer, OfSubmitThatWaitedIsMapped) {
    ScriptedClient scripted{
        {answer(200, R"({"results":[{"signature":"S","status":"finalized","slot":9007199254740993,"includes":[]}]})")}};
    const auto results =
        scripted.with_key().submit_transactions(wallet, {{}, std::string{wait_for::finalized}}).results;
    EXPECT_EQ(scripted.server.seen().at(0).body, R"({"signed":[],"waitFor":"finalized"})");
    EXPECT_EQ(results.at(0).status, submission_status::finalized);
    EXPECT_EQ(results.at(0).slot, 9007199254740993U);
}

TEST(Answer, OfStatsIsMapped) {
    ScriptedClient scripted{{answer(200, R"({"wallets":1,"transactions":2,"itemsBurned":3,"accountsClosed":4,)"
                                         R"("lamportsReclaimed":18446744073709551615,"lamportsDonated":6})")}};
    const Stats stats = scripted.with_key().get_stats();
    EXPECT_EQ(scripted.server.seen().at(0).line(), "GET /api/v1/burner/stats HTTP/1.1");
    EXPECT_EQ(stats.wallets, 1U);
    EXPECT_EQ(stats.transactions, 2U);
    EXPECT_EQ(stats.items_burned, 3U);
    EXPECT_EQ(stats.accounts_closed, 4U);
    EXPECT_EQ(stats.lamports_reclaimed, 18446744073709551615U);
    EXPECT_EQ(stats.lamports_donated, 6U);
}

TEST(Answer, OfLeaderboardIsMapped) {
    const std::string body =
        R"({"period":"week","entries":[{"rank":1,"walletAddress":"W","lamportsReclaimed":5,"items":2}]})";
    ScriptedClient scripted{{answer(200, body), answer(200, body)}};
    BurnerClient client = scripted.with_key();
    const Leaderboard found = client.get_leaderboard({.period = std::string{leaderboard_period::week}, .limit = 10});
    EXPECT_EQ(found.period, "week");
    EXPECT_EQ(found.entries.at(0).rank, 1U);
    EXPECT_EQ(found.entries.at(0).wallet_address, "W");
    EXPECT_EQ(found.entries.at(0).lamports_reclaimed, 5U);
    EXPECT_EQ(found.entries.at(0).items, 2U);
    client.get_leaderboard();
    EXPECT_EQ(scripted.server.seen().at(0).line(), "GET /api/v1/burner/leaderboard?period=week&limit=10 HTTP/1.1");
    EXPECT_EQ(scripted.server.seen().at(1).line(), "GET /api/v1/burner/leaderboard HTTP/1.1");
}

TEST(Answer, OfGetSubmissionIsMapped) {
    ScriptedClient scripted{
        {answer(200, R"({"signature":"S1","status":"submitted","slot":null,"includes":[],"netRebate":0})"),
         answer(200, R"({"signature":"S2","status":"finalized","slot":9007199254740993,"includes":)"
                     R"([{"type":"token","address":"A","action":"burn"}],"netRebate":1937316})"),
         answer(200, R"({"signature":"S3","status":"failed","slot":7,"includes":[],"netRebate":1,)"
                     R"("error":{"code":"c","message":"m"}})")}};
    BurnerClient client = scripted.with_key();
    const Submission waiting = client.get_submission(wallet, "S1");
    EXPECT_EQ(waiting.signature, "S1");
    EXPECT_EQ(waiting.status, submission_status::submitted);
    EXPECT_EQ(waiting.slot, std::nullopt);
    const Submission landed = client.get_submission(wallet, "S2");
    EXPECT_EQ(landed.status, submission_status::finalized);
    EXPECT_EQ(landed.slot, 9007199254740993U);  // not exact in a double
    EXPECT_EQ(landed.includes.at(0).address, "A");
    EXPECT_EQ(landed.net_rebate, 1937316U);
    EXPECT_FALSE(landed.error.has_value());
    const Submission failed = client.get_submission(wallet, "S3");
    EXPECT_EQ(failed.status, submission_status::failed);
    ASSERT_TRUE(failed.error.has_value());
    EXPECT_EQ(failed.error->code, "c");
    EXPECT_EQ(failed.error->message, "m");
}

TEST(Answer, OfGetSubmissionWithoutAMemberIsRefused) {
    for (const char* body : {R"({"status":"failed","slot":7,"includes":[],"netRebate":1})",
                             R"({"signature":"S","slot":7,"includes":[],"netRebate":1})",
                             R"({"signature":"S","status":"failed","includes":[],"netRebate":1})",
                             R"({"signature":"S","status":"failed","slot":7,"netRebate":1})",
                             R"({"signature":"S","status":"failed","slot":7,"includes":[]})"}) {
        ScriptedClient scripted{{answer(200, body)}};
        BurnerClient client = scripted.with_key();
        EXPECT_THROW(client.get_submission(wallet, "S"), AnswerError) << body;
    }
}

class Garbage : public testing::TestWithParam<std::string> {};

TEST_P(Garbage, IsAnAnswerErrorThatDoesNotQuoteIt) {
    ScriptedClient scripted{{answer(200, GetParam())}};
    BurnerClient client = scripted.with_key();
    try {
        client.get_wallet_assets(wallet);
        FAIL() << "accepted " << GetParam();
    } catch (const AnswerError& error) {
        EXPECT_NE(std::string_view{error.what()}.find("GET /wallet/"), std::string_view::npos) << error.what();
        EXPECT_EQ(std::string_view{error.what()}.find("secret"), std::string_view::npos) << error.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, Garbage,
    testing::Values("", " ", "null", "true", "7", "\"secret\"", "[]", "{}", "<html>secret</html>", "{\"secret\":",
                    std::string{no_assets} + "}", std::string{no_assets} + " secret", std::string{no_assets}.substr(1),
                    std::string{no_assets}.substr(0, no_assets.size() - 1), "\xff\xfe", std::string(3, '\0'),
                    assets_with("1"), assets_with("{}"), assets_with("[]"), assets_with("secret"),
                    assets_with(token_item(R"("lamports":-1)")), assets_with(token_item(R"("lamports":1.5)")),
                    assets_with(token_item(R"("lamports":18446744073709551616)")),
                    assets_with(token_item(R"("lamports":"5")")), assets_with(token_item(R"("uiBalance":01)")),
                    assets_with(token_item(R"("uiBalance":1secret)")), assets_with(token_item(R"("uiBalance":"1")")),
                    assets_with(token_item(R"("mint":1)")), assets_with(token_item(R"("mint":"A","mint":"B")")),
                    assets_with(token_item(R"("symbol":"\x")")), assets_with(token_item(R"("unknown":secret)")),
                    assets_with(token_item(R"("unknown":[1,])")), assets_with(token_item(R"("unknown":{"a" 1})")),
                    assets_with(token_item(R"("unknown":"\ud800")")), assets_with(token_item(R"("unknown":1.)")),
                    assets_with(token_item(R"("unknown":nulL)")),
                    assets_with(token_item(R"("unknown":)" + std::string(500, '[') + std::string(500, ']')))));

TEST(Answer, CutAnywhereIsRefused) {
    const std::string whole = assets_with(token_item(R"("mint":"M","uiBalance":1.25,"usdValue":null)"));
    std::vector<std::string> script;
    for (std::size_t length = 0; length < whole.size(); ++length)
        script.push_back(answer(200, whole.substr(0, length)));
    ScriptedClient scripted{script};
    BurnerClient client = scripted.with_key();
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_THROW(client.get_wallet_assets(wallet), AnswerError) << whole.substr(0, length);
}

}  // namespace
}  // namespace burner::test
