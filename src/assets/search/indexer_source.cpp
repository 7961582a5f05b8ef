#include "assets/search/indexer_source.hpp"

#include <boost/asio/this_coro.hpp>

#include "assets/search/account_scan.hpp"
#include "assets/search/chain_calls.hpp"
#include "assets/search/cnft_scan.hpp"
#include "assets/search/core_scan.hpp"
#include "base/concurrently.hpp"

namespace burner::assets {

namespace {

base::Task<Indexed<AssetPage>> read_page(AssetIndexer& indexer, std::shared_ptr<ChainScan> scan, PagePosition from) {
    const auto turn = co_await take_turn(scan, scan->reads.pages);
    if (!turn)
        co_return std::unexpected(IndexerFailure{IndexerFailure::Reason::no_answer, to_error(turn.error()).message});
    co_return co_await indexer.get_assets_by_owner(scan->wallet, std::move(from));
}

/// Puts what a page lists; what else that rests on is read for all of it at once.
base::Task<bool> put_page(std::shared_ptr<ChainScan> scan, std::vector<CoreCandidate> core,
                          std::shared_ptr<CnftCandidates> cnfts) {
    std::vector<base::Task<bool>> parts;
    const bool has_any = !core.empty() || cnfts->has_added();
    if (has_any && !scan->owner) parts.push_back(read_owner(scan));
    parts.push_back(put_core_assets(scan, std::move(core)));
    parts.push_back(put_cnfts(scan, std::move(cnfts)));
    co_await base::concurrently(std::move(parts));
    co_return scan->out->is_read();
}

}  // namespace

base::Task<void> IndexerSource::find(solana::Pubkey wallet, std::shared_ptr<Batches> out) {
    const base::Executor executor = co_await boost::asio::this_coro::executor;
    const auto scan = std::make_shared<ChainScan>(with_, wallet, out, executor);
    CoreCandidates core;
    const auto cnfts = std::make_shared<CnftCandidates>(wallet);
    std::optional<PagePosition> from{std::in_place};
    while (from) {
        bool has_reader = co_await out->wanted();
        if (!has_reader) co_return;
        {
            auto page = co_await read_page(indexer_, scan, *from);
            if (!page) {
                if (!is_worth_telling(page.error(), is_expected_)) co_return;
                co_await put_one(out, {.warnings = {{"das", page.error().message}}});
                co_return;
            }
            core.add(page->assets);
            cnfts->add(page->assets);
            from = std::move(page->next);
        }
        has_reader = co_await put_page(scan, core.take(), cnfts);
        if (!has_reader) co_return;
    }
}

}  // namespace burner::assets
