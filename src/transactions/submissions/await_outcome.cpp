#include "transactions/submissions/await_outcome.hpp"

#include <algorithm>

#include <boost/asio/this_coro.hpp>

namespace burner::transactions {

namespace {

/// How late the wait notices that its client has gone, or that another process has stored a change.
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
        const auto now = std::chrono::steady_clock::now();
        if (now >= wait.deadline || !wait.is_awaited()) co_return standing;
        co_await subscription.next(std::min(wait.deadline, now + look_around));
    }
}

}  // namespace burner::transactions
