#include "assets/search/indexer_source.hpp"

#include <boost/asio/this_coro.hpp>

#include "assets/search/chain_calls.hpp"
#include "assets/search/cnft_scan.hpp"
#include "assets/search/core_scan.hpp"

namespace burner::assets {

namespace {

base::Task<Indexed<AssetPage>> read_page(AssetIndexer& indexer, std::shared_ptr<ChainScan> scan, PagePosition from) {
    const auto turn = co_await take_turn(scan, scan->reads.pages);
    if (!turn) co_return std::unexpected(IndexerFailure{IndexerFailure::Reason::no_answer, turn.error().message});
    co_return co_await indexer.get_assets_by_owner(scan->wallet, std::move(from));
}

}  // namespace

base::Task<void> IndexerSource::find(solana::Pubkey wallet, std::shared_ptr<Batches> out) {
    const auto scan =
        std::make_shared<ChainScan>(co_await boost::asio::this_coro::executor, rpc_, prices_, reads_, wallet, out);
    CoreCandidates core;
    const auto cnfts = std::make_shared<CnftCandidates>(wallet);
    std::optional<PagePosition> from{std::in_place};
    while (from) {
        bool goes_on = co_await out->wanted();
        if (!goes_on) co_return;
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
        goes_on = co_await put_core_assets(scan, core.take());
        if (!goes_on) co_return;
        goes_on = co_await put_cnfts(scan, cnfts);
        if (!goes_on) co_return;
    }
}

}  // namespace burner::assets
