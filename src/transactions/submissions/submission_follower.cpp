#include "transactions/submissions/submission_follower.hpp"

#include <algorithm>
#include <utility>

namespace burner::transactions {

using base::Result;
using base::Task;
using solana::Signature;

SubmissionFollower::SubmissionFollower(SubmissionLog& log, base::StoreRunner& stores, SubmissionFeed& feed,
                                       base::Executor executor, Following following)
    : log_(log),
      stores_(stores),
      subscription_(feed.subscribe(following.project, following.wallet, executor)),
      following_(std::move(following)),
      is_named_(!following_.signatures.empty()),
      unsettled_(following_.signatures.begin(), following_.signatures.end()),
      unread_(following_.signatures.begin(), following_.signatures.end()) {}

Task<Result<std::vector<Submission>>> SubmissionFollower::next() {
    std::vector<Submission> news;
    while (news.empty() && !(is_named_ && unsettled_.empty())) {
        if (unread_.empty()) {
            if (auto awaited = co_await await_news(); !awaited) co_return std::unexpected(std::move(awaited.error()));
        }
        auto found = co_await base::run_on(stores_, [this, signatures = take_unread()] { return read(signatures); });
        if (!found && !is_looking_) co_return found;
        if (!found) continue;  // nobody has said that there is news: the next look will do
        for (Submission& submission : *found) {
            if (is_news(submission)) news.push_back(std::move(submission));
        }
    }
    co_return news;
}

Task<Result<void>> SubmissionFollower::await_news() {
    const auto news = co_await subscription_.next();
    is_looking_ = news.kind == News::Kind::unheard && news.signatures.empty();
    if (is_named_) {
        const bool is_any = news.kind != News::Kind::changed;
        for (const Signature& signature : unsettled_) {
            if (is_any || std::ranges::binary_search(news.signatures, signature)) unread_.push_back(signature);
        }
        co_return Result<void>{};
    }
    if (news.kind == News::Kind::lagging)
        co_return base::fail(base::ErrorCode::overloaded, "The stream fell too far behind. Reconnect");
    std::set<Signature> unread{news.signatures.begin(), news.signatures.end()};
    if (news.kind == News::Kind::unheard) unread.merge(co_await unfinished());
    unread_.assign(unread.begin(), unread.end());
    co_return Result<void>{};
}

/// Names what may have changed without being heard: what was unfinished when it was last told, or is now.
Task<std::set<Signature>> SubmissionFollower::unfinished() {
    const auto open = co_await base::run_on(
        stores_, [this] { return log_.unfinished_of_wallet(following_.project, following_.wallet); });
    std::set<Signature> all;
    if (open) all.insert(open->begin(), open->end());
    for (const auto& [signature, status] : told_) {
        if (is_unfinished(status)) all.insert(signature);
    }
    co_return all;
}

std::vector<Signature> SubmissionFollower::take_unread() {
    const auto end = unread_.begin() + static_cast<std::ptrdiff_t>(std::min(unread_.size(), batch));
    std::vector<Signature> taken(unread_.begin(), end);
    unread_.erase(unread_.begin(), end);
    return taken;
}

/// Runs on a storage thread.
Result<std::vector<Submission>> SubmissionFollower::read(const std::vector<Signature>& signatures) const {
    std::vector<Submission> submissions;
    for (const Signature& signature : signatures) {
        auto found = find_of_wallet(log_, following_.project, following_.wallet, signature);
        if (found) {
            submissions.push_back(std::move(*found));
        } else if (is_named_ || found.error().code != base::ErrorCode::not_found) {
            return std::unexpected(std::move(found.error()));
        }
    }
    return submissions;
}

/// The feed tells of a change after it is stored, so a state may be read before it is told, and would be read again.
bool SubmissionFollower::is_news(const Submission& submission) {
    const auto status = submission.progress.status;
    if (!is_unfinished(status)) unsettled_.erase(submission.signature);
    const auto [known, is_first] = told_.try_emplace(submission.signature, status);
    if (!is_first) return std::exchange(known->second, status) != status;
    told_in_order_.push_back(submission.signature);
    if (told_in_order_.size() > max_told) {
        told_.erase(told_in_order_.front());
        told_in_order_.pop_front();
    }
    return true;
}

}  // namespace burner::transactions
