// The whole command against a scripted server: what it sends, prints, signs, refuses and returns.

#include "reclaim/reclaim_command.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace codes = reclaim::reclaim_exit;

const std::string unknown = answer(404, R"({"message":"Not found"})");

TEST_F(ReclaimCommand, DoesTheMainJob) {
    options.named.burn = {solana::to_base58(token_mint)};
    options.donation_percent = 5;
    options.donation_to = solana::to_base58(donation_wallet);
    options.allow_unpriced = true;
    const HonestTransaction honest;
    const int code =
        run({session_answer(), assets_answer({empty_item(), token_item(), blocked_item()}), build_answer(honest),
             submit_answer("submitted", signature_of(honest)), outcome_answer(signature_of(honest))},
            "y\n");
    EXPECT_EQ(code, codes::done) << err;
    EXPECT_THAT(paths(), testing::ElementsAre(
                             "POST " + base_path + "/sessions", "GET " + wallet_path + "/assets",
                             "POST " + wallet_path + "/transactions", "POST " + wallet_path + "/transactions/submit",
                             "GET " + wallet_path + "/submissions/stream?signatures=" + signature_of(honest)));
    EXPECT_EQ(seen[0].header("X-Api-Key"), api_key);
    EXPECT_EQ(seen[0].body, R"({"walletAddress":")" + wallet_address +
                                R"(","scopes":["wallet:read","transactions:build","transactions:submit"]})");
    for (std::size_t i = 1; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].header("Authorization"), "Bearer " + session_token);
        EXPECT_EQ(seen[i].header("X-Api-Key"), "");
    }
    EXPECT_THAT(seen[2].body,
                HasSubstr(R"("expectedBalance":"1234567","expectedMint":")" + solana::to_base58(token_mint) +
                          R"("}],"donationPercentage":0.05,)"
                          R"("priorityFeeLevel":"medium","transactionVersions":[0,1]})"));
    EXPECT_THAT(out, HasSubstr("[y/N/list]"));
    EXPECT_THAT(out, HasSubstr("Keep: The account is frozen (frozen)"));
    EXPECT_THAT(out, HasSubstr(signature_of(honest)));
    EXPECT_THAT(out, HasSubstr("Reclaimed 0.003982001 SOL in 1 transaction: 0.004196880 given back, "
                               "0.000209844 donated, 0.000005035 network fees"));
    EXPECT_EQ(err, "");
}

TEST_F(ReclaimCommand, SubmitsTheBuiltTransactionSignedByTheWallet) {
    options.yes = true;
    const auto transaction = close_only();
    run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
         submit_answer("submitted", signature_of(transaction)), outcome_answer(signature_of(transaction))});
    ASSERT_EQ(seen.size(), 5U);
    auto expected = transaction.transaction();
    expected.signatures[0] = keypair.sign(solana::serialize(expected.message));
    EXPECT_TRUE(solana::verify(wallet_key, solana::serialize(expected.message), expected.signatures[0]));
    EXPECT_EQ(seen[3].body, R"({"signed":[{"transactionBase64":")" + base::to_base64(solana::serialize(expected)) +
                                R"(","submissionTicket":"ticket_1"}]})");
}

TEST_F(ReclaimCommand, SignsNothingUnlessConfirmed) {
    for (const std::string& input : {"", "\n", "n\n", "yy\n", "Yes please\n"}) {
        EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}, input), codes::declined) << input;
        EXPECT_EQ(seen.size(), 2U);
    }
}

TEST_F(ReclaimCommand, AsksNobodyWhereNobodyIs) {
    is_interactive = false;
    EXPECT_EQ(run({}, "y\n"), codes::declined);
    EXPECT_THAT(err, HasSubstr("--yes"));
    EXPECT_TRUE(seen.empty());
}

TEST_F(ReclaimCommand, DryRunBuildsAndChecksButSignsNothing) {
    is_interactive = false;
    options.dry_run = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only())}), codes::done);
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_THAT(out, HasSubstr("Would reclaim 0.002034280 SOL in 1 transaction"));
}

TEST_F(ReclaimCommand, HasNothingToDoForAnEmptyWallet) {
    EXPECT_EQ(run({session_answer(), assets_answer({blocked_item()})}), codes::done);
    EXPECT_THAT(out, HasSubstr("nothing to reclaim"));
}

TEST_F(ReclaimCommand, SaysHowMuchAWalletLacksThatCannotPay) {
    const WalletFunds poor{.held = 100'000, .needed = 655'240};
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}, wallet_address, poor)}), codes::incomplete);
    EXPECT_THAT(err, HasSubstr("holds 0.000100000 SOL and needs 0.000655240 SOL"));
    EXPECT_THAT(err, HasSubstr("Send it 0.000555240 SOL"));
    EXPECT_EQ(run({session_answer(), assets_answer({blocked_item()}, wallet_address, poor)}), codes::done);
}

TEST_F(ReclaimCommand, RefusesALyingTransactionBeforeSigningAny) {
    options.yes = true;
    auto lie = close_only();
    lie.instructions[0] = solana::token::close_account(solana::ids::token, empty_account, key_of(66), wallet_key);
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(lie)}), codes::distrusted);
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_THAT(err, HasSubstr("rule: destination"));
}

TEST_F(ReclaimCommand, RefusesTheListOfAnotherWallet) {
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}, solana::to_base58(key_of(66)))}, "y\n"),
              codes::distrusted);
}

TEST_F(ReclaimCommand, RefusesASignatureThatIsNotItsOwn) {
    options.yes = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only()),
                   submit_answer("submitted", signature_of(HonestTransaction{}))}),
              codes::distrusted);
}

TEST_F(ReclaimCommand, BuildsAgainWhatExpired) {
    options.yes = true;
    const auto transaction = close_only();
    const int code =
        run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
             failed_answer("blockhash_expired"), unknown, build_answer(transaction),
             submit_answer("submitted", signature_of(transaction)), outcome_answer(signature_of(transaction))});
    EXPECT_EQ(code, codes::done) << err;
    EXPECT_EQ(seen.size(), 8U);
    EXPECT_EQ(seen[2].body, seen[5].body);
}

TEST_F(ReclaimCommand, GivesUpOnWhatKeepsExpiring) {
    options.yes = true;
    const auto built = build_answer(close_only());
    const auto expired = failed_answer("ticket_expired");
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), built, expired, unknown, built, expired, unknown,
                   built, expired, unknown, built, expired, unknown}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("ticket_expired"));
    EXPECT_THAT(out, HasSubstr("1 transaction was signed and not seen on the chain:\n  " + signature_of(close_only())));
}

TEST_F(ReclaimCommand, SubmitsTheSameBytesAgainWhenNoAnswerComes) {
    options.yes = true;
    const auto transaction = close_only();
    const int code =
        run({session_answer(), assets_answer({empty_item()}), build_answer(transaction), "",
             submit_answer("duplicate", signature_of(transaction)), outcome_answer(signature_of(transaction))});
    EXPECT_EQ(code, codes::done) << err;
    ASSERT_EQ(seen.size(), 6U);
    EXPECT_EQ(seen[3].body, seen[4].body);
}

TEST_F(ReclaimCommand, TellsWhatWasRejectedFailedOrForgotten) {
    options.yes = true;
    options.allow_unpriced = true;
    options.named.burn = {solana::to_base58(token_mint)};
    const std::string rejected = R"({"type":"token","address":")" + solana::to_base58(token_account) +
                                 R"(","action":"burn","code":"balance_changed","message":"It changed"})";
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item()}), build_answer(close_only(), rejected),
                   failed_answer("insufficient_funds"), unknown}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("It changed (balance_changed)"));
    EXPECT_THAT(out, HasSubstr("It failed (insufficient_funds)"));
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction)), outcome_answer(signature_of(transaction))}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("not_answered"));
}

TEST_F(ReclaimCommand, TellsWhatWasDoneBeforeTheServerFailed) {
    options.yes = true;
    const auto transaction = close_only();
    const auto broken = answer(500, "");
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction), broken, broken, broken,
                   broken}),
              codes::unavailable);
    EXPECT_THAT(err, HasSubstr("HTTP 500 from POST"));
}

TEST_F(ReclaimCommand, SaysWhatMayStillLandWhenItCannotFindOut) {
    options.yes = true;
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction))}),
              codes::unavailable);
    EXPECT_THAT(out, HasSubstr("1 transaction was sent and is not confirmed:\n  " + signature_of(transaction) +
                               "\nThey may still land for two minutes after they were signed."));
    EXPECT_THAT(out, HasSubstr("No transaction is confirmed.\n"));
    EXPECT_THAT(out, Not(HasSubstr("Reclaimed")));
}

TEST_F(ReclaimCommand, CountsWhatFailedOnChainAsNotDone) {
    options.yes = true;
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction)),
                   outcome_answer(signature_of(transaction), "failed")}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("No transaction is confirmed.\n"));
    EXPECT_THAT(out, HasSubstr("simulation_failed"));
}

TEST_F(ReclaimCommand, EndsWithAReportWhenInterrupted) {
    options.yes = true;
    const auto transaction = close_only();
    options.sleep = [&](std::chrono::milliseconds) { stop.request_stop(); };  // while it asks what became of it
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction)), answer(404, ""), answer(502, "")}),
              codes::interrupted);
    EXPECT_THAT(out, HasSubstr("1 transaction was sent and is not confirmed:\n  " + signature_of(transaction) +
                               "\nThey may still land for two minutes after they were signed."));
    EXPECT_THAT(out, HasSubstr("No transaction is confirmed.\n"));
    EXPECT_THAT(out, Not(HasSubstr("Reclaimed")));
    EXPECT_THAT(out, HasSubstr("You pressed Ctrl-C. 1 transaction is not confirmed yet: looking once more, for 5 s"));
    EXPECT_THAT(err, HasSubstr("you interrupted the run with Ctrl-C"));
    EXPECT_EQ(run({}), codes::interrupted);
    EXPECT_TRUE(seen.empty());
    EXPECT_THAT(out, Not(HasSubstr("Ctrl-C")));
}

/// Ctrl-C while it waits for what became of one transaction; then the answer to the last look.
class ReclaimInterrupted : public ReclaimCommand {
  protected:
    ReclaimInterrupted() {
        options.yes = true;
        options.sleep = [this](std::chrono::milliseconds) { stop.request_stop(); };
    }
    int run_until(const std::string& last_answer) {
        return run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                    submit_answer("submitted", signature), answer(404, ""), submission_answer(signature, "submitted"),
                    last_answer});
    }

    const HonestTransaction transaction = close_only();
    const std::string signature = signature_of(transaction);
};

TEST_F(ReclaimInterrupted, CountsWhatTheLastLookFindsConfirmed) {
    EXPECT_EQ(run_until(submission_answer(signature, "confirmed")), codes::interrupted);
    EXPECT_THAT(paths().back(), testing::EndsWith("/submissions/" + signature));
    EXPECT_THAT(out, HasSubstr("Reclaimed 0.002034280 SOL in 1 transaction"));
    EXPECT_THAT(out, Not(HasSubstr("may still land")));
}

TEST_F(ReclaimInterrupted, CountsWhatTheLastLookFindsFailedAsNotDone) {
    EXPECT_EQ(run_until(submission_answer(signature, "failed")), codes::interrupted);
    EXPECT_THAT(out, HasSubstr("Not done: close " + solana::to_base58(empty_account)));
    EXPECT_THAT(out, Not(HasSubstr("may still land")));
}

TEST_F(ReclaimInterrupted, NamesWhatIsStillOpen) {
    options.json = true;
    EXPECT_EQ(run_until(submission_answer(signature, "submitted")), codes::interrupted);
    EXPECT_THAT(err, HasSubstr("1 transaction was sent and is not confirmed:\n  " + signature + "\n"));
    EXPECT_THAT(out, HasSubstr(R"("mayStillLand":[")" + signature + R"("])"));
    EXPECT_THAT(out, HasSubstr(R"("status":"submitted")"));
    EXPECT_THAT(out, HasSubstr(R"("totals":{"grossRebate":0,)"));
}

TEST_F(ReclaimCommand, SaysThatATestKeySendsNothing) {
    options.yes = true;
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction), R"(,"simulated":true)")}),
              codes::done);
    EXPECT_THAT(out, HasSubstr("A test key sends nothing, so this was simulated."));
}

TEST_F(ReclaimCommand, PrintsOneJsonObjectWhenAsked) {
    options.yes = true;
    options.json = true;
    const auto transaction = close_only();
    auto priced = token_item();
    priced.usd_value = 0.5;
    priced.price_state = burnandclaim::price_state::known;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), priced, blocked_item()}), build_answer(transaction),
                   submit_answer("submitted", signature_of(transaction)), outcome_answer(signature_of(transaction))}),
              codes::done);
    EXPECT_EQ(
        out,
        fmt::format(
            R"({{"wallet":"{}","dryRun":false,"exitCode":0,)"
            R"("close":[{{"type":"empty_account","address":"{}","mint":"{}","name":"Empty","symbol":"EMP","reclaimableLamports":2039280}}],)"
            R"("burn":[],"burnLiquidity":[],)"
            R"("keep":[{{"type":"token","address":"{}","mint":"{}","name":"Empty","symbol":"TOK","balance":"1234567","decimals":6,)"
            R"("amount":"1.234567","usdValue":0.5,"priceState":"known","reclaimableLamports":2157600,)"
            R"("reason":{{"code":"not_named","message":"Nobody named it for burning"}}}}],)"
            R"("blocked":[{{"type":"token","address":"{}","mint":"{}","name":"Empty","symbol":"ICE","balance":"1234567","decimals":6,)"
            R"("amount":"1.234567","reclaimableLamports":0,"reason":{{"code":"frozen","message":"The account is frozen"}}}}],"withdraw":[],)"
            R"("transactions":[{{"status":"confirmed","signature":"{}","explorer":"https://explorer.solana.com/tx/{}","simulated":false,)"
            R"("does":"Closes 1 account. Pays 0.000005 SOL, of which 0 is priority.","addresses":["{}"],)"
            R"("grossRebate":2039280,"donationAmount":0,"netRebate":2039280,"networkFee":5000}}],)"
            R"("mayStillLand":[],"failures":[],"totals":{{"grossRebate":2039280,"donationAmount":0,"netRebate":2039280,)"
            R"("networkFee":5000}}}})"
            "\n",
            wallet_address, solana::to_base58(empty_account), solana::to_base58(empty_mint),
            solana::to_base58(token_account), solana::to_base58(token_mint), solana::to_base58(key_of(40)),
            solana::to_base58(key_of(41)), signature_of(transaction), signature_of(transaction),
            solana::to_base58(empty_account)));
    EXPECT_THAT(err, HasSubstr("Close\n  1 empty account"));
}

TEST_F(ReclaimCommand, PrintsTheWholeListAsJsonWithoutYes) {
    options.json = true;
    is_interactive = false;
    for (bool* look : {&options.dry_run, &options.list}) {
        options.dry_run = options.list = false;
        *look = true;
        EXPECT_EQ(run({session_answer(), assets_answer({token_item(), blocked_item()})}), codes::done) << err;
        EXPECT_THAT(out, HasSubstr(R"("symbol":"TOK","balance":"1234567")"));
        EXPECT_THAT(out, HasSubstr(R"("reason":{"code":"not_named")"));
        EXPECT_THAT(out, HasSubstr(R"("reason":{"code":"frozen","message":"The account is frozen"})"));
    }
    options.dry_run = options.list = false;
    EXPECT_EQ(run({}), codes::declined);
    EXPECT_THAT(out, testing::StartsWith(R"({"exitCode":5,"error":"nobody can be asked)"));
}

TEST_F(ReclaimCommand, UsesTheServerOfThisProcess) {
    options.rpc_url = "http://127.0.0.1:8899";
    options.api_key = {};
    EXPECT_EQ(run({session_answer(), assets_answer({})}), codes::done);
    EXPECT_EQ(started_with, "http://127.0.0.1:8899");
    EXPECT_EQ(seen.at(0).header("X-Api-Key"), "ak_live_local");
}

TEST_F(ReclaimCommand, TakesCredentialsFromFiles) {
    options.api_key_file = file("key", "ak_live_file\n", 0644);
    EXPECT_EQ(run({session_answer(), assets_answer({})}), codes::done);
    EXPECT_EQ(seen.at(0).header("X-Api-Key"), "ak_live_file");
    EXPECT_THAT(err, HasSubstr("other users can read"));
    options.session_token_file = file("token", session_token);
    EXPECT_EQ(run({assets_answer({})}), codes::done);
    EXPECT_EQ(seen.at(0).header("Authorization"), "Bearer " + session_token);
}

TEST_F(ReclaimCommand, RefusesWhatCannotWork) {
    options.api_key = {};
    EXPECT_EQ(run({}), codes::usage);
    EXPECT_THAT(err, HasSubstr("BURNER_API_KEY"));
    options.api_key = base::Secret{"a b"};
    EXPECT_EQ(run({}), codes::usage);
    options.api_key = base::Secret{api_key};
    options.server = "ftp://x";
    EXPECT_EQ(run({}), codes::usage);
    options.server.clear();
    options.keypair = file("bad.json", "[1]");
    EXPECT_EQ(run({}), codes::usage);
    options.keypair = file("id.json", key_text(), 0644);
    options.named.burn = {solana::to_base58(key_of(77))};
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}), codes::usage);
    EXPECT_THAT(err, HasSubstr("other users can read"));
}

TEST_F(ReclaimCommand, SaysThatTheServerIsNotThere) {
    {
        const FakeServer gone{{}};
        options.server = gone.url();
    }
    EXPECT_EQ(run({}), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("127.0.0.1"));
    probe = [](const std::string&) { return reclaim::Probed{"connection refused", 0}; };
    EXPECT_EQ(run({}), codes::unavailable);
    EXPECT_EQ(err, "error: cannot reach " + options.server.substr(7) + ": connection refused\n");
    options.server.clear();
    EXPECT_EQ(run({answer(401, R"({"message":"Invalid API key"})")}), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("Invalid API key"));
}

}  // namespace
}  // namespace burner::test
