// The whole command against a scripted server: what it sends, prints, signs, refuses and returns.

#include "app/commands/reclaim.hpp"

#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/reclaim_fixture.hpp"
#include "base/json_writer.hpp"
#include "sdk/fake_server.hpp"

namespace burner::test {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace codes = app::reclaim_exit;

const std::string api_key = "ak_live_0123456789abcdefghijklmnopqrstuvwxyz";
const std::string session_token = "eyJh.eyJz.c2ln";

std::string session_answer() {
    return answer(200,
                  fmt::format(R"({{"token":"{}","expiresAt":"e","scopes":[],"sessionId":"s","walletAddress":"{}"}})",
                              session_token, wallet_address));
}

void write(base::JsonWriter& json, const burnandclaim::WalletItem& item) {
    json.begin_object();
    json.member("type", std::string_view{item.type});
    json.member("address", std::string_view{item.address});
    json.member("name", std::string_view{item.name});
    json.member("isFrozen", item.is_frozen);
    json.key("actions");
    json.begin_array();
    for (const auto& action : item.actions) json.value(std::string_view{action});
    json.end_array();
    json.member("reclaimableLamports", item.reclaimable_lamports);
    json.member("tokenProgram", std::string_view{*item.token_program});
    json.member("mint", std::string_view{*item.mint});
    json.member("symbol", std::string_view{*item.symbol});
    if (item.balance) json.member("balance", std::string_view{*item.balance});
    if (item.decimals) json.member("decimals", *item.decimals);
    if (item.blocked) {
        json.key("blocked");
        json.begin_object();
        json.member("code", std::string_view{item.blocked->code});
        json.member("message", std::string_view{item.blocked->message});
        json.end_object();
    }
    json.end_object();
}

std::string assets_answer(const std::vector<burnandclaim::WalletItem>& items,
                          const std::string& owner = wallet_address) {
    std::string body;
    base::JsonWriter json{body};
    json.begin_object();
    json.member("walletAddress", std::string_view{owner});
    json.key("items");
    json.begin_array();
    for (const auto& item : items) write(json, item);
    json.end_array();
    json.key("counts");
    json.raw(R"({"empty_account":0,"token":0,"nft":0,"fungible_asset":0,"zk_compressed_token":0,"cnft":0})");
    json.member("asOfSlot", 1);
    json.member("reclaimableLamports", 0);
    json.key("warnings");
    json.raw("[]");
    json.end_object();
    return answer(200, body);
}

std::string includes_json(const burnandclaim::BuiltTransaction& built) {
    std::string out;
    for (const auto& include : built.includes)
        out += fmt::format(R"({}{{"type":"{}","address":"{}","action":"{}"}})", out.empty() ? "" : ",", include.type,
                           include.address, include.action);
    return out;
}

std::string build_answer(const burnandclaim::BuiltTransaction& built, std::string_view rejected = "") {
    return answer(
        200,
        fmt::format(R"({{"transactions":[{{"transactionBase64":"{}","includes":[{}],"grossRebate":{},)"
                    R"("donationAmount":{},"netRebate":{},"computeUnitsNeeded":{},"submissionTicket":"ticket_1",)"
                    R"("networkFee":{},"lastValidBlockHeight":1,"expiresAt":"e","instructions":[]}}],"rejected":[{}],)"
                    R"("totals":{{"grossRebate":0,"donationAmount":0,"netRebate":0,"networkFee":0}}}})",
                    built.transaction_base64, includes_json(built), built.gross_rebate, built.donation_amount,
                    built.net_rebate, built.compute_units_needed, built.network_fee, rejected));
}

std::string signature_of(const HonestTransaction& transaction) {
    return solana::to_base58(keypair.sign(solana::serialize(transaction.transaction().message)));
}

std::string submit_answer(std::string_view status, const std::string& signature, std::string_view more = "") {
    return answer(200, fmt::format(R"({{"results":[{{"signature":{},"status":"{}","includes":[]{}}}]}})",
                                   signature.empty() ? "null" : '"' + signature + '"', status, more));
}

std::string failed_answer(std::string_view code) {
    return submit_answer("failed", "", fmt::format(R"(,"error":{{"code":"{}","message":"It failed"}})", code));
}

/// Close only the empty account, for free but the base fee.
HonestTransaction close_only() {
    HonestTransaction transaction;
    transaction.instructions = {transaction.instructions[2]};
    transaction.answer.includes.pop_back();
    transaction.answer.gross_rebate = transaction.answer.net_rebate = rent;
    transaction.answer.donation_amount = 0;
    transaction.answer.network_fee = 5000;
    return transaction;
}

/// Runs the command in a directory of its own that holds the wallet's key file.
class ReclaimCommand : public testing::Test {
  protected:
    ReclaimCommand() {
        std::string pattern = testing::TempDir() + "burnerXXXXXX";
        directory_ = mkdtemp(pattern.data());
        options.keypair = file("id.json", key_text());
        options.api_key = base::Secret{api_key};
        options.is_interactive = true;
    }
    ~ReclaimCommand() override { std::filesystem::remove_all(directory_); }

    std::filesystem::path file(const std::string& name, const std::string& content, mode_t mode = 0600) {
        const auto path = directory_ / name;
        std::ofstream{path} << content;
        chmod(path.c_str(), mode);
        return path;
    }

    /// Seed {1, 2, 3, 0…}, then the public key.
    static std::string key_text() {
        std::vector<std::uint8_t> bytes = {1, 2, 3};
        bytes.resize(32);
        bytes.insert(bytes.end(), wallet_key.bytes.begin(), wallet_key.bytes.end());
        return fmt::format("[{}]", fmt::join(bytes, ","));
    }

    int run(std::vector<std::string> script, const std::string& input = "") {
        const FakeServer server{std::move(script)};
        app::ReclaimOptions used = options;
        if (used.rpc_url.empty() && used.server.empty()) used.server = server.url();
        const auto start = [&](const std::string& rpc_url) {
            started_with = rpc_url;
            return app::LocalServer{server.url(), "ak_live_local", nullptr};
        };
        std::istringstream in{input};
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        const int code = app::reclaim(used, start, in, out_stream, err_stream);
        out = out_stream.str();
        err = err_stream.str();
        seen = server.seen();
        EXPECT_THAT(out + err, Not(HasSubstr("1,2,3,0")));
        EXPECT_THAT(out + err, Not(HasSubstr(api_key)));
        EXPECT_THAT(out + err, Not(HasSubstr(session_token)));
        return code;
    }

    std::vector<std::string> paths() const {
        std::vector<std::string> found;
        for (const auto& request : seen) found.push_back(request.line().substr(0, request.line().rfind(' ')));
        return found;
    }

    app::ReclaimOptions options;
    std::string out;
    std::string err;
    std::string started_with;
    std::vector<SeenRequest> seen;

  private:
    std::filesystem::path directory_;
};

const std::string base_path = "/api/v1/burner";
const std::string wallet_path = base_path + "/wallet/" + wallet_address;

TEST_F(ReclaimCommand, DoesTheMainJob) {
    options.burn = {solana::to_base58(token_mint)};
    options.donation_percent = 5;
    const HonestTransaction honest;
    const int code = run({session_answer(), assets_answer({empty_item(), token_item(), blocked_item()}),
                          build_answer(honest.built()), submit_answer("submitted", signature_of(honest))},
                         "y\n");
    EXPECT_EQ(code, codes::done) << err;
    EXPECT_THAT(paths(), testing::ElementsAre("POST " + base_path + "/sessions", "GET " + wallet_path + "/assets",
                                              "POST " + wallet_path + "/transactions",
                                              "POST " + wallet_path + "/transactions/submit"));
    EXPECT_EQ(seen[0].header("X-Api-Key"), api_key);
    EXPECT_EQ(seen[0].body, R"({"walletAddress":")" + wallet_address +
                                R"(","scopes":["wallet:read","transactions:build","transactions:submit"]})");
    for (std::size_t i = 1; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].header("Authorization"), "Bearer " + session_token);
        EXPECT_EQ(seen[i].header("X-Api-Key"), "");
    }
    EXPECT_THAT(seen[2].body, HasSubstr(R"("expectedBalance":"1234567"}],"donationPercentage":0.05,)"
                                        R"("priorityFeeLevel":"medium"})"));
    EXPECT_THAT(out, HasSubstr("[y/N]"));
    EXPECT_THAT(out, HasSubstr("ICE"));
    EXPECT_THAT(out, HasSubstr(signature_of(honest)));
    EXPECT_THAT(out, HasSubstr("Reclaimed 0.003982001 SOL in 1 transactions: 0.004196880 given back, "
                               "0.000209844 donated, 0.000005035 network fees"));
    EXPECT_EQ(err, "");
}

TEST_F(ReclaimCommand, SubmitsTheBuiltTransactionSignedByTheWallet) {
    options.yes = true;
    const auto transaction = close_only();
    run({session_answer(), assets_answer({empty_item()}), build_answer(transaction.built()),
         submit_answer("submitted", signature_of(transaction))});
    ASSERT_EQ(seen.size(), 4U);
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
    options.is_interactive = false;
    EXPECT_EQ(run({}, "y\n"), codes::declined);
    EXPECT_THAT(err, HasSubstr("--yes"));
    EXPECT_TRUE(seen.empty());
}

TEST_F(ReclaimCommand, DryRunBuildsAndChecksButSignsNothing) {
    options.is_interactive = false;
    options.dry_run = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only().built())}), codes::done);
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_THAT(out, HasSubstr("Would reclaim 0.002034280 SOL in 1 transactions"));
}

TEST_F(ReclaimCommand, HasNothingToDoForAnEmptyWallet) {
    EXPECT_EQ(run({session_answer(), assets_answer({blocked_item()})}), codes::done);
    EXPECT_THAT(out, HasSubstr("nothing to reclaim"));
}

TEST_F(ReclaimCommand, RefusesALyingTransactionBeforeSigningAny) {
    options.yes = true;
    auto lie = close_only();
    lie.instructions[0] = solana::token::close_account(solana::ids::token, empty_account, key_of(66), wallet_key);
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(lie.built())}), codes::distrusted);
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_THAT(err, HasSubstr("does not pay the wallet"));
}

TEST_F(ReclaimCommand, RefusesTheListOfAnotherWallet) {
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}, solana::to_base58(key_of(66)))}, "y\n"),
              codes::distrusted);
}

TEST_F(ReclaimCommand, RefusesASignatureThatIsNotItsOwn) {
    options.yes = true;
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(close_only().built()),
                   submit_answer("submitted", signature_of(HonestTransaction{}))}),
              codes::distrusted);
}

TEST_F(ReclaimCommand, BuildsAgainWhatExpired) {
    options.yes = true;
    const auto transaction = close_only();
    const int code = run({session_answer(), assets_answer({empty_item()}), build_answer(transaction.built()),
                          failed_answer("blockhash_expired"), build_answer(transaction.built()),
                          submit_answer("submitted", signature_of(transaction))});
    EXPECT_EQ(code, codes::done) << err;
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_EQ(seen[2].body, seen[4].body);
}

TEST_F(ReclaimCommand, GivesUpOnWhatKeepsExpiring) {
    options.yes = true;
    const auto built = build_answer(close_only().built());
    const auto expired = failed_answer("ticket_expired");
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), built, expired, built, expired, built, expired}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("blockhash_expired"));
}

TEST_F(ReclaimCommand, SubmitsTheSameBytesAgainWhenNoAnswerComes) {
    options.yes = true;
    const auto transaction = close_only();
    const int code = run({session_answer(), assets_answer({empty_item()}), build_answer(transaction.built()), "",
                          submit_answer("duplicate", signature_of(transaction))});
    EXPECT_EQ(code, codes::done) << err;
    ASSERT_EQ(seen.size(), 5U);
    EXPECT_EQ(seen[3].body, seen[4].body);
}

TEST_F(ReclaimCommand, TellsWhatWasRejectedFailedOrForgotten) {
    options.yes = true;
    options.burn = {solana::to_base58(token_mint)};
    const std::string rejected = R"({"type":"token","address":")" + solana::to_base58(token_account) +
                                 R"(","action":"burn","code":"balance_changed","message":"It changed"})";
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item()}),
                   build_answer(close_only().built(), rejected), failed_answer("insufficient_funds")}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("It changed (balance_changed)"));
    EXPECT_THAT(out, HasSubstr("It failed (insufficient_funds)"));
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), token_item()}), build_answer(transaction.built()),
                   submit_answer("submitted", signature_of(transaction))}),
              codes::incomplete);
    EXPECT_THAT(out, HasSubstr("not_answered"));
}

TEST_F(ReclaimCommand, TellsWhatWasDoneBeforeTheServerFailed) {
    options.yes = true;
    const auto transaction = close_only();
    EXPECT_EQ(
        run({session_answer(), assets_answer({empty_item()}), build_answer(transaction.built()), answer(500, "")}),
        codes::unavailable);
    EXPECT_THAT(err, HasSubstr("HTTP 500 from POST"));
}

TEST_F(ReclaimCommand, SaysThatATestKeySendsNothing) {
    options.yes = true;
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()}), build_answer(transaction.built()),
                   submit_answer("submitted", signature_of(transaction), R"(,"simulated":true)")}),
              codes::done);
    EXPECT_THAT(out, HasSubstr("nothing was sent"));
}

TEST_F(ReclaimCommand, PrintsOneJsonObjectWhenAsked) {
    options.yes = true;
    options.json = true;
    const auto transaction = close_only();
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item(), blocked_item()}), build_answer(transaction.built()),
                   submit_answer("submitted", signature_of(transaction))}),
              codes::done);
    EXPECT_EQ(
        out,
        fmt::format(
            R"({{"wallet":"{}","dryRun":false,"exitCode":0,)"
            R"("close":[{{"type":"empty_account","address":"{}","mint":"{}","reclaimableLamports":2039280}}],)"
            R"("burn":[],"keep":[],)"
            R"("blocked":[{{"type":"token","address":"{}","mint":"{}","reclaimableLamports":0,"blocked":"frozen"}}],)"
            R"("transactions":[{{"status":"submitted","signature":"{}","simulated":false,"addresses":["{}"],)"
            R"("grossRebate":2039280,"donationAmount":0,"netRebate":2039280,"networkFee":5000}}],)"
            R"("failures":[],"totals":{{"grossRebate":2039280,"donationAmount":0,"netRebate":2039280,)"
            R"("networkFee":5000}}}})"
            "\n",
            wallet_address, solana::to_base58(empty_account), solana::to_base58(empty_mint),
            solana::to_base58(key_of(40)), solana::to_base58(key_of(41)), signature_of(transaction),
            solana::to_base58(empty_account)));
    EXPECT_THAT(err, HasSubstr("Close (1"));
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
    EXPECT_THAT(err, HasSubstr("others can read"));
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
    options.burn = {solana::to_base58(key_of(77))};
    EXPECT_EQ(run({session_answer(), assets_answer({empty_item()})}), codes::usage);
    EXPECT_THAT(err, HasSubstr("others can read"));
}

TEST_F(ReclaimCommand, SaysThatTheServerIsNotThere) {
    {
        const FakeServer gone{{}};
        options.server = gone.url();
    }
    EXPECT_EQ(run({}), codes::unavailable);
    options.server.clear();
    EXPECT_EQ(run({answer(401, R"({"message":"Invalid API key"})")}), codes::unavailable);
    EXPECT_THAT(err, HasSubstr("Invalid API key"));
}

/// The exit code of parsing, 0 when the command line is good.
int parse(app::ReclaimOptions& options, std::vector<std::string> arguments, std::string* message = nullptr) {
    CLI::App cli;
    app::add_reclaim_command(cli, options);
    std::ranges::reverse(arguments);
    try {
        cli.parse(arguments);
    } catch (const CLI::Error& error) {
        if (message != nullptr) *message = error.what();
        return error.get_exit_code();
    }
    return 0;
}

TEST(ReclaimCommandLine, FillsTheOptions) {
    app::ReclaimOptions options;
    EXPECT_EQ(parse(options, {"reclaim", "--keypair", "id.json", "--server", "http://x", "--burn", "A", "B", "--burn",
                              "C", "--donation", "2.5", "--priority", "low", "--yes", "--json", "--dry-run"}),
              0);
    EXPECT_EQ(options.keypair, "id.json");
    EXPECT_EQ(options.server, "http://x");
    EXPECT_THAT(options.burn, testing::ElementsAre("A", "B", "C"));
    EXPECT_EQ(options.donation_percent, 2.5);
    EXPECT_EQ(options.priority, "low");
    EXPECT_TRUE(options.yes && options.json && options.dry_run);
}

TEST(ReclaimCommandLine, RefusesWhatMakesNoSense) {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--donation", "101"},
                                                 {"--donation", "-1"},
                                                 {"--donation", "nan"},
                                                 {"--priority", "urgent"},
                                                 {"--server", "http://x", "--rpc-url", "http://y"},
                                                 {"--rpc-url", "http://y", "--api-key-file", "f"},
                                                 {"--unknown"}}) {
        app::ReclaimOptions options;
        std::vector<std::string> arguments = {"reclaim", "--keypair", "id.json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        EXPECT_NE(parse(options, arguments), 0) << more[0];
    }
    app::ReclaimOptions options;
    EXPECT_NE(parse(options, {"reclaim"}), 0);
}

TEST(ReclaimCommandLine, RefusesAnApiKeyAndSaysWhy) {
    app::ReclaimOptions options;
    std::string message;
    EXPECT_NE(parse(options, {"reclaim", "--keypair", "id.json", "--api-key", api_key}, &message), 0);
    EXPECT_THAT(message, HasSubstr("BURNER_API_KEY"));
    EXPECT_THAT(message, Not(HasSubstr(api_key)));
}

}  // namespace
}  // namespace burner::test
