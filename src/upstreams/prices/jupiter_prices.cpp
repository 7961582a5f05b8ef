#include "upstreams/prices/jupiter_prices.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/fan_out.hpp"

namespace burner::upstreams {

using assets::Prices;
using solana::Pubkey;

namespace {

constexpr std::size_t mints_per_call = 50;  // of the price API v3
constexpr std::size_t calls_at_once = 4;
constexpr std::size_t max_cached = 100'000;  // 10 MB
/// A listing shows prices if they come, and must not take longer for each one that does not.
constexpr std::chrono::seconds quiet_after_failure{10};

std::optional<Failover> failover_to(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings,
                                    CallObserver observer) {
    if (settings.urls.empty()) return std::nullopt;
    return std::optional<Failover>{std::in_place, io, http, std::move(settings), std::move(observer)};
}

}  // namespace

JupiterPrices::JupiterPrices(boost::asio::io_context& io, HttpClient& http, const base::Clock& clock,
                             UpstreamSettings settings, base::Secret api_key, std::chrono::milliseconds ttl,
                             CallObserver observer)
    : clock_(clock),
      failover_(failover_to(io, http, std::move(settings), std::move(observer))),
      api_key_(std::move(api_key)),
      cache_(ttl, max_cached) {}

base::Task<Prices> JupiterPrices::get_prices(std::vector<Pubkey> mints) {
    Prices known;
    std::vector<Pubkey> wanted;
    std::unordered_set<Pubkey> seen;
    for (const Pubkey& mint : mints) {
        if (!seen.insert(mint).second) continue;
        const auto* entry = cache_.find(mint, clock_.steady());
        if (entry == nullptr) wanted.push_back(mint);
        if (entry != nullptr) known.emplace(mint, *entry);
    }
    if (!failover_ || wanted.empty() || clock_.steady() < quiet_until_) co_return known;
    co_await ask_all(wanted);
    for (const Pubkey& mint : wanted) {
        const auto* entry = cache_.find(mint, clock_.steady());
        if (entry != nullptr) known.emplace(mint, *entry);
    }
    co_return known;
}

base::Task<void> JupiterPrices::ask_all(std::vector<Pubkey> mints) {
    const auto all = std::make_shared<std::vector<Pubkey>>(std::move(mints));
    const auto fetch = [this, all](std::size_t chunk) {
        const auto first = all->begin() + static_cast<std::ptrdiff_t>(chunk * mints_per_call);
        const auto count = std::min<std::ptrdiff_t>(all->end() - first, mints_per_call);
        return ask(std::vector<Pubkey>(first, first + count));
    };
    const std::size_t chunks = (all->size() + mints_per_call - 1) / mints_per_call;
    co_await base::fan_out(chunks, calls_at_once, fetch);
}

base::Task<bool> JupiterPrices::ask(std::vector<Pubkey> mints) {
    std::optional<PriceAnswer> answer;
    UpstreamCall call{"price", {}, {}};
    call.query = "ids=";
    for (const Pubkey& mint : mints) {
        if (!call.query.ends_with('=')) call.query += ',';
        append_base58(call.query, mint);
    }
    if (!api_key_.empty()) call.headers.push_back("x-api-key: " + std::string{api_key_.reveal()});
    call.read = [&](std::string& body) {
        answer = reader_.prices(body);
        return answer ? CallOutcome::answered : CallOutcome::malformed;
    };
    const Asked asked = co_await failover_->ask(std::move(call));
    if (!asked.answered) {
        quiet_until_ = clock_.steady() + quiet_after_failure;
        co_return false;
    }
    for (const Pubkey& mint : mints) {
        if (answer->garbled.contains(mint)) continue;
        const auto price = answer->prices.find(mint);
        cache_.put(mint, price == answer->prices.end() ? std::nullopt : price->second, clock_.steady());
    }
    co_return true;
}

}  // namespace burner::upstreams
