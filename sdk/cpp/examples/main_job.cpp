// The main job with the C++ client: a backend mints a session for a wallet, and with that session the
// wallet's empty accounts are listed, the transactions that close them are built, and what the wallet
// signed is submitted and followed until the chain has it.
//
//   BURNER_API_KEY=ak_live_… burner_sdk_example WALLET [SERVER]
//
// Signing belongs to the wallet: the program prints each transaction and reads it back signed, both in
// base64 and one a line. Without an answer it stops there.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

#include <burnandclaim/client.hpp>

namespace {

using namespace burnandclaim;

/// What a backend does: it holds the API key and gives out short-lived, wallet-bound sessions.
std::string mint_session(const std::string& server, const char* api_key, const std::string& wallet) {
    BurnerClient backend{{.api_key = api_key, .base_url = server}};
    const Session session = backend.create_session(
        {.wallet_address = wallet,
         .scopes = {{std::string{session_scope::wallet_read}, std::string{session_scope::transactions_build},
                     std::string{session_scope::transactions_submit}}},
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

/// Lets the wallet sign each transaction; what it leaves out is not submitted.
SubmitTransactionsRequest let_sign(const BuildTransactionsResult& built) {
    SubmitTransactionsRequest request;
    for (const BuiltTransaction& transaction : built.transactions) {
        std::cout << transaction.includes.size() << " closes give back " << transaction.net_rebate
                  << " lamports for a fee of " << transaction.network_fee << ": " << transaction.transaction_base64
                  << std::endl;
        std::string signed_base64;
        if (!std::getline(std::cin, signed_base64)) break;
        request.signed_transactions.push_back({signed_base64, transaction.submission_ticket});
    }
    for (const RejectedItem& item : built.rejected)
        std::cout << "left out " << item.address << ": " << item.message << '\n';
    return request;
}

/// Waits until the chain has decided.
Submission follow(BurnerClient& client, const std::string& wallet, const std::string& signature) {
    for (;;) {
        Submission submission = client.get_submission(wallet, signature);
        if (submission.status != submission_status::submitted) return submission;
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
    }
}

void submit_and_follow(BurnerClient& client, const std::string& wallet, const SubmitTransactionsRequest& request) {
    for (const SubmissionResult& result : client.submit_transactions(wallet, request).results) {
        if (!result.signature) {
            std::cout << "not sent: " << (result.error ? result.error->message : result.status) << '\n';
            continue;
        }
        const Submission submission = follow(client, wallet, *result.signature);
        std::cout << submission.signature << ' ' << submission.status << ": " << submission.includes.size()
                  << " closes gave back " << submission.net_rebate << " lamports\n";
    }
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
    const SubmitTransactionsRequest chosen = let_sign(client.build_transactions(wallet, request));
    if (!chosen.signed_transactions.empty()) submit_and_follow(client, wallet, chosen);
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
