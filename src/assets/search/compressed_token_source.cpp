#include "assets/search/compressed_token_source.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/this_coro.hpp>

#include "assets/search/chain_calls.hpp"
#include "assets/search/compressed_slice.hpp"
#include "base/fan_out.hpp"

namespace burner::assets {

namespace {

using ScanPointer = std::shared_ptr<ChainScan>;

constexpr std::size_t parallel_slices = 4;

Warning no_tokens(std::string message) {
    return {"compressed_tokens", std::move(message)};
}

/// The accounts of a page, as small as they are kept while a reader is waited for.
struct Page {
    Found about;
    std::vector<CompressedSlice> slices;
    std::optional<std::string> next;
};

/// Reads a page; nullopt where the index is absent and was not expected.
base::Task<std::optional<Page>> read_page(ScanPointer scan, CompressedTokenIndexer& indexer, bool is_expected,
                                          std::optional<std::string> cursor) {
    const auto turn = co_await take_turn(scan, scan->reads.pages);
    if (!turn) co_return Page{{.warnings = {no_tokens(to_error(turn.error()).message)}}, {}, {}};
    const auto page = co_await indexer.get_token_accounts(scan->wallet, std::move(cursor));
    if (page) co_return Page{{.slot = page->slot}, slices_of(scan->wallet, page->accounts), page->next};
    if (!is_worth_telling(page.error(), is_expected)) co_return std::nullopt;
    co_return Page{{.warnings = {no_tokens(page.error().message)}}, {}, {}};
}

/// Reads only while the reader keeps up.
base::Task<bool> put_slice(ScanPointer scan, Found about, CompressedSlice slice) {
    const bool has_reader = co_await scan->out->wanted();
    if (!has_reader) co_return false;
    CompressedFacts facts = co_await read_facts(scan, slice);
    about.slot = std::min(*about.slot, facts.slot.value_or(*about.slot));
    about.warnings = std::move(facts.warnings);
    auto fill = [tokens = std::move(slice.tokens), facts = std::move(facts), listed = std::size_t{0}](
                    std::vector<Item>& items, std::size_t max_items) mutable {
        for (; listed < tokens.size() && items.size() < max_items; ++listed)
            items.push_back(to_item(tokens[listed], facts));
        return listed < tokens.size();
    };
    co_return co_await put_in_batches(scan->out, std::move(about), std::move(fill));
}

base::Task<bool> put_page(ScanPointer scan, std::shared_ptr<Page> page) {
    if (page->slices.empty()) return put_one(scan->out, std::move(page->about));
    return base::fan_out(page->slices.size(), parallel_slices, [scan, page](std::size_t place) {
        return put_slice(scan, Found{.slot = page->about.slot}, std::move(page->slices[place]));
    });
}

}  // namespace

base::Task<void> CompressedTokenSource::find(solana::Pubkey wallet, std::shared_ptr<Batches> out) {
    const base::Executor executor = co_await boost::asio::this_coro::executor;
    const auto scan = std::make_shared<ChainScan>(with_, wallet, out, executor);
    std::optional<std::string> cursor;
    for (int pages = 0; pages < max_token_pages; ++pages) {
        auto page = co_await read_page(scan, indexer_, is_expected_, std::move(cursor));
        if (!page) co_return;
        cursor = std::move(page->next);
        const bool has_reader = co_await put_page(scan, std::make_shared<Page>(std::move(*page)));
        if (!has_reader || !cursor) co_return;
    }
    Page rest{{.warnings = {no_tokens("The wallet has more compressed tokens than are listed")}}, {}, {}};
    co_await put_page(scan, std::make_shared<Page>(std::move(rest)));
}

}  // namespace burner::assets
