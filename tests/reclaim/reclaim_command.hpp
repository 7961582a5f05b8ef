#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_writer.hpp"
#include "reclaim/reclaim.hpp"
#include "reclaim/reclaim_fixture.hpp"
#include "sdk/fake_server.hpp"

// The reclaim command in front of a scripted server, and the answers that scripts are made of.
namespace burner::test {

inline const std::string api_key = "ak_live_0123456789abcdefghijklmnopqrstuvwxyz";
inline const std::string session_token = "eyJh.eyJz.c2ln";

inline std::string session_answer() {
    return answer(200,
                  fmt::format(R"({{"token":"{}","expiresAt":"e","scopes":[],"sessionId":"s","walletAddress":"{}"}})",
                              session_token, wallet_address));
}

inline void write(base::JsonWriter& json, const burnandclaim::WalletItem& item) {
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
    if (item.excess_lamports) json.member("excessLamports", *item.excess_lamports);
    if (item.token_program) json.member("tokenProgram", std::string_view{*item.token_program});
    if (item.mint) json.member("mint", std::string_view{*item.mint});
    if (item.symbol) json.member("symbol", std::string_view{*item.symbol});
    if (item.balance) json.member("balance", std::string_view{*item.balance});
    if (item.decimals) json.member("decimals", *item.decimals);
    if (item.ui_balance) {
        json.key("uiBalance");
        json.raw(*item.ui_balance);
    }
    if (item.price_state) json.member("priceState", std::string_view{*item.price_state});
    if (item.usd_value) {
        json.key("usdValue");
        json.raw(fmt::format("{}", *item.usd_value));
    }
    if (item.blocked) {
        json.key("blocked");
        json.begin_object();
        json.member("code", std::string_view{item.blocked->code});
        json.member("message", std::string_view{item.blocked->message});
        json.end_object();
    }
    json.end_object();
}

struct WalletFunds {
    std::uint64_t held = 1'000'000'000;
    std::uint64_t needed = 0;
};

inline std::string assets_answer(const std::vector<burnandclaim::WalletItem>& items,
                                 const std::string& owner = wallet_address, WalletFunds funds = {}) {
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
    json.member("walletLamports", funds.held);
    json.member("neededLamports", funds.needed);
    json.key("warnings");
    json.raw("[]");
    json.end_object();
    return answer(200, body);
}

inline std::string includes_json(const burnandclaim::BuiltTransaction& built) {
    std::string out;
    for (const auto& include : built.includes)
        out += fmt::format(R"({}{{"type":"{}","address":"{}","action":"{}"}})", out.empty() ? "" : ",", include.type,
                           include.address, include.action);
    return out;
}

inline std::string transaction_json(const burnandclaim::BuiltTransaction& built) {
    return fmt::format(R"({{"transactionBase64":"{}","includes":[{}],"grossRebate":{},)"
                       R"("donationAmount":{},"netRebate":{},"computeUnitsNeeded":{},"submissionTicket":"ticket_1",)"
                       R"("networkFee":{},"lastValidBlockHeight":1,"expiresAt":"e","instructions":[]}})",
                       built.transaction_base64, includes_json(built), built.gross_rebate, built.donation_amount,
                       built.net_rebate, built.compute_units_needed, built.network_fee);
}

inline std::string builds_answer(const std::vector<HonestTransaction>& transactions, std::string_view rejected = "") {
    std::string built;
    for (const auto& transaction : transactions)
        built += (built.empty() ? "" : ",") + transaction_json(transaction.built());
    return answer(200, fmt::format(R"({{"transactions":[{}],"rejected":[{}],)"
                                   R"("totals":{{"grossRebate":0,"donationAmount":0,"netRebate":0,"networkFee":0}}}})",
                                   built, rejected));
}

inline std::string build_answer(const HonestTransaction& transaction, std::string_view rejected = "") {
    return builds_answer({transaction}, rejected);
}

inline std::string signature_of(const HonestTransaction& transaction) {
    return solana::to_base58(keypair.sign(solana::serialize(transaction.transaction().message)));
}

inline std::string submit_answer(std::string_view status, const std::string& signature, std::string_view more = "") {
    return answer(200, fmt::format(R"({{"results":[{{"signature":{},"status":"{}","includes":[]{}}}]}})",
                                   signature.empty() ? "null" : '"' + signature + '"', status, more));
}

/// The stream of submissions, with what became of one.
inline std::string outcome_answer(const std::string& signature, std::string_view status = "confirmed") {
    return stream(text_frame(fmt::format(R"({{"signature":"{}","status":"{}","slot":7,"includes":[],"netRebate":90}})",
                                         signature, status)) +
                  close_frame(1000));
}

/// Answers `get_submission`.
inline std::string submission_answer(const std::string& signature, std::string_view status) {
    return answer(200, fmt::format(R"({{"signature":"{}","status":"{}","slot":7,"includes":[],"netRebate":90}})",
                                   signature, status));
}

inline std::string failed_answer(std::string_view code) {
    return submit_answer("failed", "", fmt::format(R"(,"error":{{"code":"{}","message":"It failed"}})", code));
}

/// Close only the empty account, for free but the base fee.
inline HonestTransaction close_only() {
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
        options.sleep = [](std::chrono::milliseconds) {};
    }
    ~ReclaimCommand() override { std::filesystem::remove_all(directory_); }

    std::filesystem::path file(const std::string& name, const std::string& content, mode_t mode = 0600) {
        const auto path = directory_ / name;
        std::ofstream{path} << content;
        chmod(path.c_str(), mode);
        return path;
    }

    /// The seed, which is the wallet's unless a test says otherwise, then the public key.
    static std::string key_text(const std::array<std::uint8_t, 32>& seed = {1, 2, 3}) {
        std::vector<std::uint8_t> bytes{seed.begin(), seed.end()};
        const solana::Pubkey address = solana::Keypair::from_seed(seed).address();
        bytes.insert(bytes.end(), address.bytes.begin(), address.bytes.end());
        return fmt::format("[{}]", fmt::join(bytes, ","));
    }

    int run(std::vector<std::string> script, const std::string& input = "") {
        const FakeServer server{std::move(script)};
        reclaim::ReclaimOptions used = options;
        if (used.rpc_url.empty() && used.server.empty()) used.server = server.url();
        const reclaim::Surroundings surroundings{
            [&](const std::string& rpc_url, const std::optional<solana::Pubkey>& donation_wallet) {
                started_with = rpc_url;
                started_for = donation_wallet;
                return reclaim::LocalServer{server.url(), "ak_live_local", nullptr};
            },
            find_owners, probe};
        std::istringstream in{input};
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        const int code = reclaim::reclaim(used, surroundings,
                                          {.in = in,
                                           .text = used.json ? err_stream : out_stream,
                                           .json = out_stream,
                                           .err = err_stream,
                                           .is_interactive = is_interactive,
                                           .screen = screen,
                                           .stop_token = stop.get_token()});
        out = out_stream.str();
        err = err_stream.str();
        seen = server.seen();
        EXPECT_THAT(out + err, testing::Not(testing::HasSubstr("1,2,3,0")));
        EXPECT_THAT(out + err, testing::Not(testing::HasSubstr(api_key)));
        EXPECT_THAT(out + err, testing::Not(testing::HasSubstr(session_token)));
        return code;
    }

    std::vector<std::string> paths() const {
        std::vector<std::string> found;
        for (const auto& request : seen) found.push_back(request.line().substr(0, request.line().rfind(' ')));
        return found;
    }

    reclaim::ReclaimOptions options;
    bool is_interactive = true;
    reclaim::Screen screen;
    std::stop_source stop;
    std::string out;
    std::string err;
    std::string started_with;
    std::optional<solana::Pubkey> started_for;
    /// Of no account that anybody asks about, unless a test says otherwise.
    reclaim::FindOwners find_owners = [](const std::string&, const std::vector<solana::Pubkey>& addresses) {
        return std::vector<std::optional<solana::Pubkey>>(addresses.size());
    };
    /// Whatever is asked answers, unless a test says otherwise.
    reclaim::Probe probe = [](const std::string&) { return reclaim::Probed{{}, 200}; };
    std::vector<SeenRequest> seen;
    std::filesystem::path directory_;
};

inline const std::string base_path = "/api/v1/burner";
inline const std::string wallet_path = base_path + "/wallet/" + wallet_address;

}  // namespace burner::test
