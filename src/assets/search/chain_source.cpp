#include "assets/search/chain_source.hpp"

#include <boost/asio/this_coro.hpp>

#include "assets/search/account_scan.hpp"
#include "base/concurrently.hpp"

namespace burner::assets {

base::Task<void> ChainSource::find(solana::Pubkey wallet, std::shared_ptr<Batches> out) {
    const base::Executor executor = co_await boost::asio::this_coro::executor;
    const auto scan = std::make_shared<ChainScan>(with_, wallet, out, executor);
    std::vector<base::Task<bool>> parts;
    for (const TokenProgram& program : token_programs) parts.push_back(list_accounts(scan, indexer_, program));
    parts.push_back(read_owner(scan));
    co_await base::concurrently(std::move(parts));
}

}  // namespace burner::assets
