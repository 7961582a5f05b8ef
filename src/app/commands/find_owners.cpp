#include "app/commands/find_owners.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "upstreams/http_client.hpp"
#include "upstreams/rpc/solana_rpc.hpp"

namespace burner::app {

base::Result<std::vector<std::optional<solana::Pubkey>>, std::string> find_owners(
    const std::string& rpc_url, const std::vector<solana::Pubkey>& addresses) {
    boost::asio::io_context context;
    upstreams::HttpClient http{context};
    upstreams::SolanaRpc rpc{context, http, {.urls = {rpc_url}}};
    auto answer = boost::asio::co_spawn(context, rpc.get_accounts(addresses), boost::asio::use_future);
    context.run();
    const auto accounts = answer.get();
    if (!accounts) return std::unexpected(accounts.error().message);
    std::vector<std::optional<solana::Pubkey>> owners;
    for (const auto& account : accounts->value)
        owners.push_back(account ? std::optional{account->owner} : std::nullopt);
    return owners;
}

}  // namespace burner::app
