#include "app/commands/read_balance.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "upstreams/http_client.hpp"
#include "upstreams/rpc/solana_rpc.hpp"

namespace burner::app {

base::Result<base::Lamports, std::string> read_balance(const std::string& rpc_url, const solana::Pubkey& address) {
    boost::asio::io_context context;
    upstreams::HttpClient http{context};
    upstreams::SolanaRpc rpc{context, http, {.urls = {rpc_url}}};
    auto answer = boost::asio::co_spawn(context, rpc.get_accounts({address}), boost::asio::use_future);
    context.run();
    const auto accounts = answer.get();
    if (!accounts) return std::unexpected(accounts.error().message);
    const auto& account = accounts->value.front();
    return account ? account->lamports : base::Lamports{};
}

}  // namespace burner::app
