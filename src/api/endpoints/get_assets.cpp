#include "api/endpoints/get_assets.hpp"

#include "api/services.hpp"
#include "api/sponsoring.hpp"
#include "api/wire/asset_list.hpp"

namespace burner::api {

namespace {

/// The most items that lie in memory before they are text: half a megabyte, which the processor's caches hold.
constexpr std::size_t items_at_once = 1'000;

base::Task<AssetList> list_assets(solana::Pubkey wallet, std::vector<assets::AssetSource*> sources, AnswerTerms terms) {
    AssetList list{wallet, terms.is_sponsored};
    assets::Search search{wallet, std::move(sources), items_at_once, std::move(terms.protection)};
    for (;;) {
        const auto batch = co_await search.next();
        if (!batch) co_return list;
        list.add(*batch);
    }
}

}  // namespace

base::Task<base::Result<GetAssets::Output>> GetAssets::run(const Call& call, Input) {
    const access::Project& project = call.caller->project();
    const AnswerTerms terms{project.protection,
                            is_sponsored(project, call.wallet, call.services.transactions.sponsor_balances)};
    auto& answers = call.services.assets.lists;
    const auto asked_at = call.services.clock.steady();
    if (auto known = answers.find(call.wallet, terms)) co_return known;
    auto list = co_await list_assets(call.wallet, call.services.assets.sources, terms);
    // Another request may have kept its answer while this one looked: one text in memory serves them all.
    if (auto known = answers.find(call.wallet, terms)) co_return known;
    auto written = list.body();
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto body = std::make_shared<const std::string>(std::move(*written));
    // A list with a gap is not kept: the next request may see it whole.
    if (list.is_whole()) answers.keep(call.wallet, terms, body, asked_at);
    co_return body;
}

}  // namespace burner::api
