#include "app/doctor/check_indexers.hpp"

#include <fmt/format.h>

#include "app/doctor/ask.hpp"
#include "app/upstream_settings.hpp"
#include "base/random.hpp"
#include "solana/programs/ids.hpp"
#include "upstreams/das/das_indexer.hpp"
#include "upstreams/photon/photon_indexer.hpp"
#include "upstreams/prices/jupiter_prices.hpp"

namespace burner::app {

namespace {

/// Returns a wallet that nobody has, which holds nothing: an answer about it is short.
solana::Pubkey any_wallet() {
    solana::Pubkey wallet;
    base::random_bytes(wallet.bytes);
    return wallet;
}

/// One kind of indexer.
struct Kind {
    std::string_view subject;
    std::string_view setting;
    std::string_view finds;
    bool is_named = false;  ///< the setting names it; otherwise rpc.url is asked in the hope that it has one
};

template <class Answer>
Finding judge_indexer(const Kind& kind, const std::string& host, const assets::Indexed<Answer>& answer) {
    if (answer) return {kind.subject, Severity::ok, fmt::format("{} finds {}", host, kind.finds), {}};
    const auto severity = kind.is_named ? Severity::error : Severity::warning;
    if (answer.error().reason == assets::IndexerFailure::Reason::method_missing)
        return {kind.subject, severity, fmt::format("{} has no such index: {} are not listed", host, kind.finds),
                fmt::format("Let {} name a server that has one", kind.setting)};
    return {kind.subject, severity, fmt::format("{} does not answer: {} are not listed", host, kind.finds),
            fmt::format("Start it, or correct {}", kind.setting)};
}

Findings check_das(const Settings& settings) {
    const Kind kind{"das", "das.url", "Core assets and compressed NFTs", settings.das_urls != settings.rpc_urls};
    Findings findings;
    for (const auto& url : settings.das_urls) {
        const auto page = ask_once<upstreams::DasIndexer>(
            impatient(upstream_settings(settings, {url})),
            [](upstreams::DasIndexer& das) { return das.get_assets_by_owner(any_wallet(), {}); });
        findings.push_back(judge_indexer(kind, shown_host(url), page));
    }
    return findings;
}

Findings check_photon(const Settings& settings) {
    const Kind kind{"photon", "photon.url", "compressed tokens", settings.photon_urls != settings.rpc_urls};
    Findings findings;
    for (const auto& url : settings.photon_urls) {
        const auto page = ask_once<upstreams::PhotonIndexer>(
            impatient(upstream_settings(settings, {url})),
            [](upstreams::PhotonIndexer& photon) { return photon.get_token_accounts(any_wallet(), std::nullopt); });
        findings.push_back(judge_indexer(kind, shown_host(url), page));
    }
    return findings;
}

Finding check_price_api(const Settings& settings, const std::string& url) {
    boost::asio::io_context context;
    upstreams::HttpClient http{context};
    const base::SystemClock clock;
    auto one = impatient(price_settings(settings));
    one.urls = {url};
    upstreams::JupiterPrices prices{context, http, clock, one, settings.price_api_key, settings.price_ttl};
    auto answer = boost::asio::co_spawn(
        context, [&] { return prices.get_prices({solana::ids::native_mint}); }, boost::asio::use_future);
    context.run();
    const auto host = shown_host(url);
    if (answer.get().contains(solana::ids::native_mint))
        return {"prices", Severity::ok, fmt::format("{} tells prices", host), {}};
    return {"prices", Severity::error, fmt::format("{} does not tell the price of SOL: no list shows values", host),
            "Correct prices.url and prices.api_key, or raise prices.timeout_ms"};
}

Findings check_prices(const Settings& settings) {
    if (settings.price_urls.empty())
        return {{"prices", Severity::ok, "prices.url is not set: lists show no values", {}}};
    Findings findings;
    for (const auto& url : settings.price_urls) findings.push_back(check_price_api(settings, url));
    return findings;
}

}  // namespace

Findings check_indexers(const Settings& settings) {
    Findings findings = check_das(settings);
    for (auto& more : {check_photon(settings), check_prices(settings)})
        findings.insert(findings.end(), more.begin(), more.end());
    return findings;
}

}  // namespace burner::app
