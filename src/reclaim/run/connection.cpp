#include "reclaim/run/connection.hpp"

#include <ostream>
#include <stdexcept>

#include <fmt/format.h>

#include "reclaim/options/private_file.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

/// Replaces the client's names of options by the command's flags.
std::string with_flags(std::string text) {
    for (const auto& [option, flag] :
         {std::pair<std::string_view, std::string_view>{"base_url", "--server"}, {"allow_plain_http", "--allow-http"}})
        if (const auto at = text.find(option); at != std::string::npos) text.replace(at, option.size(), flag);
    return text;
}

/// Mints a session for everything but streaming, which this command does not do. Called again when it expires.
std::string mint_session(const sdk::ClientOptions& options, const std::string& wallet) {
    sdk::BurnerClient backend{options};
    sdk::CreateSessionRequest request{.wallet_address = wallet};
    request.scopes = {std::string{sdk::session_scope::wallet_read}, std::string{sdk::session_scope::transactions_build},
                      std::string{sdk::session_scope::transactions_submit}};
    return backend.create_session(request).token;
}

void use_api_key(sdk::ClientOptions& client, const std::string& api_key, const std::string& wallet) {
    const sdk::ClientOptions backend{
        .api_key = api_key, .base_url = client.base_url, .allow_plain_http = client.allow_plain_http};
    // This client makes no call: it finds an API key that fits in no header before anything starts.
    [[maybe_unused]] const sdk::BurnerClient probe{backend};
    client.get_session_token = [backend, wallet] { return mint_session(backend, wallet); };
}

base::Result<std::string, std::string> secret_from(const std::filesystem::path& path, std::ostream& err) {
    auto file = read_secret_file(path);
    if (!file) return std::unexpected(file.error());
    if (file->is_exposed) err << "warning: other users can read " << path.string() << ". Run chmod 600 on it\n";
    return std::move(file->content);
}

/// Fills in the credential that the options name; returns a sentence if there is no credential.
std::string add_credential(const ReclaimOptions& options, const std::string& wallet, sdk::ClientOptions& client,
                           std::ostream& err) {
    if (!options.session_token_file.empty()) {
        const auto token = secret_from(options.session_token_file, err);
        if (!token) return token.error();
        client.session_token = *token;
        return {};
    }
    std::string key{options.api_key.reveal()};
    if (!options.api_key_file.empty()) {
        const auto content = secret_from(options.api_key_file, err);
        if (!content) return content.error();
        key = *content;
    }
    if (key.empty())
        return "there is no credential for the server. Set BURNER_API_KEY, or use --api-key-file or "
               "--session-token-file";
    use_api_key(client, key, wallet);
    return {};
}

}  // namespace

base::Result<Connection, std::string> connect(const ReclaimOptions& options, const std::string& wallet,
                                              const StartLocalServer& start_local_server, std::ostream& err) {
    Connection connection;
    sdk::ClientOptions client;
    client.sleep = options.sleep;
    client.events.on_retry = [&err](const sdk::RetryEvent& retry) {
        if (retry.delay > std::chrono::milliseconds{0})
            err << fmt::format("The server answered {}. Trying again in {:.1f} s\n", retry.reason,
                               std::chrono::duration<double>(retry.delay).count());
    };
    if (!options.server.empty()) client.base_url = options.server;
    client.allow_plain_http = options.allow_http;
    try {
        if (!options.rpc_url.empty()) {
            LocalServer server = start_local_server(options.rpc_url, solana::pubkey_from_base58(options.donation_to));
            connection.local_server = std::move(server.alive);
            client.base_url = server.base_url;
            use_api_key(client, server.api_key, wallet);
        } else if (std::string problem = add_credential(options, wallet, client, err); !problem.empty()) {
            return std::unexpected(std::move(problem));
        }
        connection.server = client.base_url;
        connection.client = std::make_unique<sdk::BurnerClient>(std::move(client));
    } catch (const std::invalid_argument& error) {
        return std::unexpected(with_flags(error.what()));
    }
    return connection;
}

}  // namespace burner::reclaim
