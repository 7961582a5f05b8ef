#include "api/endpoints/get_assets.hpp"

#include "api/services.hpp"
#include "api/wire/render_assets.hpp"
#include "assets/search/discover.hpp"

namespace burner::api {

base::Task<base::Result<GetAssets::Output>> GetAssets::run(const Call& call, Input) {
    const assets::Protection& protection = call.caller->project().protection;
    auto& answers = call.services.assets.lists;
    const auto asked_at = call.services.clock.steady();
    if (auto known = answers.find(call.wallet, protection, asked_at)) co_return known;
    const auto found = co_await assets::discover(call.wallet, call.services.assets.sources, protection);
    if (!found) co_return std::unexpected(found.error());
    // Another request may have kept its answer while this one looked: one text in memory serves them all.
    if (auto known = answers.find(call.wallet, protection, call.services.clock.steady())) co_return known;
    auto body = std::make_shared<const std::string>(render_assets(*found));
    // A list with a gap is not kept: the next request may see it whole.
    if (found->warnings.empty()) answers.keep(call.wallet, protection, body, asked_at, call.services.clock.steady());
    co_return body;
}

}  // namespace burner::api
