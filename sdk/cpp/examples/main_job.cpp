// The main job with the C++ client: a backend mints a session for a wallet, and with that session the
// wallet's empty accounts are listed, the transactions that close them are built, and what the wallet
// signed is submitted and followed until the chain has it.
//
//   BURNER_API_KEY=ak_live_… burner_sdk_example WALLET [SERVER]
//
// Signing belongs to the wallet: the program prints each transaction and reads it back signed, both in
// base64 and one a line. Without an answer it stops there.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

namespace {

using namespace burnandclaim;

/// Does what a backend does: it holds the API key and gives out short-lived, wallet-bound sessions.
std::string mint_session(const std::string& server, const char* api_key, const std::string& wallet) {
    BurnerClient backend{{.api_key = api_key, .base_url = server}};
    const Session session = backend.create_session(
        {.wallet_address = wallet,
         .scopes = {{std::string{session_scope::wallet_stream}, std::string{session_scope::transactions_build},
                     std::string{session_scope::transactions_submit}}},
         .ttl_seconds = 300});
    std::cout << "session " << session.session_id << " for " << session.wallet_address << " until "
              << session.expires_at << '\n';
    return session.token;
}

/// Lists every account that can be closed, while the server still reads the wallet.
std::vector<ReclaimItem> closable(BurnerClient& client, const std::string& wallet) {
    std::vector<ReclaimItem> items;
    std::uint64_t lamports = 0;
    for (const WalletAssetsChunk& chunk : client.stream_wallet_assets(wallet)) {
        for (const WalletItem& item : chunk.items) {
            if (item.type != item_type::empty_account || item.blocked) continue;
            items.push_back(reclaim_item(item, item_action::close));
            lamports += item.reclaimable_lamports;
        }
    }
    std::cout << items.size() << " items, " << lamports << " lamports to reclaim\n";
    return items;
}

/// Lets the wallet sign; without an answer it has declined.
std::string let_sign(const BuiltTransaction& transaction) {
    std::cout << transaction.includes.size() << " closes give back " << transaction.net_rebate
              << " lamports for a fee of " << transaction.network_fee << ": " << transaction.transaction_base64
              << std::endl;
    std::string signed_base64;
    if (!std::getline(std::cin, signed_base64)) throw UserDeclined("nothing was signed");
    return signed_base64;
}

void show(const ReclaimEvent& event) {
    // Print what is about to be signed, read from its bytes and not taken from the server's word.
    if (const auto* signing = std::get_if<SigningEvent>(&event))
        for (const auto& transaction : signing->verified) std::cout << transaction.sentence << '\n';
    if (const auto* landed = std::get_if<LandedEvent>(&event))
        std::cout << landed->submission.signature << ' ' << landed->submission.status << ": "
                  << landed->submission.includes.size() << " closes gave back " << landed->submission.net_rebate
                  << " lamports\n";
    if (const auto* failed = std::get_if<FailedEvent>(&event)) std::cout << "failed: " << failed->error.message << '\n';
    if (const auto* done = std::get_if<DoneEvent>(&event))
        for (const ReclaimedItem& item : done->report.items)
            if (item.outcome == reclaim_outcome::rejected)
                std::cout << "left out " << item.item.address << ": " << item.error->message << '\n';
}

void main_job(const std::string& server, const char* api_key, const std::string& wallet) {
    ClientOptions options;
    options.base_url = server;
    options.get_session_token = [&] { return mint_session(server, api_key, wallet); };
    options.events.on_retry = [](const RetryEvent& retry) {
        std::cout << "waiting " << retry.delay.count() << " ms: " << retry.reason << '\n';
    };
    BurnerClient client{options};

    ReclaimOptions reclaim;
    reclaim.items = closable(client, wallet);
    if (reclaim.items.empty()) return;
    reclaim.sign = let_sign;
    client.reclaim(wallet, reclaim, show);
}

}  // namespace

int main(int argc, char** argv) {
    const char* api_key = std::getenv("BURNER_API_KEY");
    if (argc < 2 || argc > 3 || api_key == nullptr) {
        std::cerr << "usage: BURNER_API_KEY=... burner_sdk_example WALLET [SERVER]\n";
        return 2;
    }
    try {
        main_job(argc == 3 ? argv[2] : "http://127.0.0.1:8080", api_key, argv[1]);
    } catch (const QuotaExceededError& error) {
        std::cerr << "the monthly quota is used up: " << error.what() << '\n';
        return 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
