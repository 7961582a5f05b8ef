#include "transactions/submissions/await_outcome.hpp"

#include <algorithm>

#include <boost/asio/this_coro.hpp>

namespace burner::transactions {

namespace {

/// How late the wait notices that its client has gone.
constexpr std::chrono::milliseconds look_around{500};

base::Result<std::vector<Progress>> read(SubmissionLog& log, const std::vector<solana::Signature>& signatures) {
    std::vector<Progress> standing;
    for (const solana::Signature& signature : signatures) {
        auto found = log.find_by_signature(signature);
        if (!found) return std::unexpected(found.error());
        standing.push_back(*found ? std::move((*found)->progress) : Progress{});
    }
    return standing;
}

bool is_over(const OutcomeWait& wait) {
    return std::chrono::steady_clock::now() >= wait.deadline || !wait.is_awaited();
}

bool concerns(const News& news, const OutcomeWait& wait) {
    if (news.kind != News::Kind::changed) return news.kind != News::Kind::timed_out;
    return std::ranges::any_of(wait.signatures, [&](const solana::Signature& signature) {
        return std::ranges::binary_search(news.signatures, signature);
    });
}

/// Waits until one of them may have changed, or the wait is over.
base::Task<void> await_change(SubmissionFeed::Subscription& subscription, const OutcomeWait& wait) {
    while (!is_over(wait)) {
        const auto now = std::chrono::steady_clock::now();
        const auto news = co_await subscription.next(std::min(wait.deadline, now + look_around));
        if (concerns(news, wait)) co_return;
    }
}

}  // namespace

base::Task<std::vector<Progress>> await_outcomes(SubmissionLog& log, base::StoreRunner& stores, SubmissionFeed& feed,
                                                 OutcomeWait wait) {
    std::vector<Progress> standing(wait.signatures.size());
    const auto executor = co_await boost::asio::this_coro::executor;
    std::vector<Awaited> awaited;
    for (const solana::Signature& signature : wait.signatures) awaited.push_back({signature, wait.goal});
    // Subscribes before the first look, so that what changes after it is told.
    auto subscription = feed.subscribe(wait.project, wait.wallet, executor, std::move(awaited));
    const auto is_settled = [&](const Progress& progress) { return has_reached(progress.status, wait.goal); };
    for (;;) {
        auto now_standing = co_await base::run_on(stores, [&] { return read(log, wait.signatures); });
        if (!now_standing) co_return standing;
        standing = std::move(*now_standing);
        if (std::ranges::all_of(standing, is_settled)) co_return standing;
        if (is_over(wait)) co_return standing;
        co_await await_change(subscription, wait);
    }
}

}  // namespace burner::transactions
