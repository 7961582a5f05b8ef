// The main job with the C++ client: a backend mints a session for a wallet, and with that session the
// wallet's empty accounts are listed and the transactions that close them are built.
//
//   BURNER_API_KEY=ak_live_… burner_sdk_example WALLET [SERVER]
//
// Signing belongs to the wallet, so this program stops there and says what to do next.

#include <cstdlib>
#include <iostream>
#include <string>

#include <burnandclaim/client.hpp>

namespace {

using namespace burnandclaim;

/// What a backend does: it holds the API key and gives out short-lived, wallet-bound sessions.
std::string mint_session(const std::string& server, const char* api_key, const std::string& wallet) {
    BurnerClient backend{{.api_key = api_key, .base_url = server}};
    const Session session = backend.create_session(
        {.wallet_address = wallet,
         .scopes = {{std::string{session_scope::wallet_read}, std::string{session_scope::transactions_build}}},
         .ttl_seconds = 300});
    std::cout << "session " << session.session_id << " for " << session.wallet_address << " until "
              << session.expires_at << '\n';
    return session.token;
}

/// Every item that can be closed.
BuildTransactionsRequest close_all(const WalletAssets& assets) {
    BuildTransactionsRequest request;
    for (const WalletItem& item : assets.items) {
        if (item.type != item_type::empty_account || item.actions.empty()) continue;
        request.items.push_back({item.type, item.address, std::string{item_action::close}});
        if (request.items.size() == 1000) break;  // the most that one call takes
    }
    return request;
}

void main_job(const std::string& server, const char* api_key, const std::string& wallet) {
    ClientOptions options;
    options.base_url = server;
    options.get_session_token = [&] { return mint_session(server, api_key, wallet); };
    options.events.on_retry = [](const RetryEvent& retry) {
        std::cout << "waiting " << retry.delay.count() << " ms: " << retry.reason << '\n';
    };
    BurnerClient client{options};

    const WalletAssets assets = client.get_wallet_assets(wallet);
    std::cout << assets.items.size() << " items, " << assets.reclaimable_lamports << " lamports to reclaim\n";
    const BuildTransactionsRequest request = close_all(assets);
    if (request.items.empty()) return;

    const BuildTransactionsResult built = client.build_transactions(wallet, request);
    for (const BuiltTransaction& transaction : built.transactions)
        std::cout << transaction.includes.size() << " closes give back " << transaction.net_rebate
                  << " lamports: " << transaction.transaction_base64 << '\n';
    for (const RejectedItem& item : built.rejected)
        std::cout << "left out " << item.address << ": " << item.message << '\n';
    std::cout << "Let the wallet sign these, then hand them to submit_transactions with their tickets.\n";
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
