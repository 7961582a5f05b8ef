#include "transactions/submissions/promise_watch.hpp"

#include <utility>

#include "base/concurrently.hpp"
#include "base/repeated_fault.hpp"
#include "base/sleep.hpp"

namespace burner::transactions {

base::Task<base::Result<void>> PromiseWatch::pass() {
    const nodes::Shards shards = duties_.shards(nodes::ShardedDuty::tracking);
    auto submissions = co_await base::run_on(stores_, [&] { return log_.unverified(shards, batch); });
    if (!submissions) co_return std::unexpected(std::move(submissions.error()));
    if (submissions->empty()) co_return base::Result<void>{};
    const auto landed = co_await read(*submissions);
    co_return co_await base::run_on(stores_, [&] { return store(*submissions, landed); });
}

base::Task<std::vector<PromiseWatch::Landed>> PromiseWatch::read(const std::vector<Submission>& submissions) {
    std::vector<base::Task<Landed>> calls;
    for (const Submission& submission : submissions) calls.push_back(rpc_.get_transaction(submission.signature));
    return base::concurrently(std::move(calls));
}

base::Result<void> PromiseWatch::store(const std::vector<Submission>& submissions, const std::vector<Landed>& landed) {
    base::Result<void> outcome;
    for (std::size_t i = 0; i < submissions.size(); ++i) {
        if (auto stored = store_one(submissions[i], landed[i]); !stored) outcome = std::move(stored);
    }
    return outcome;
}

base::Result<void> PromiseWatch::store_one(const Submission& submission, const Landed& landed) {
    const bool may_come = landed && !*landed && submission.progress.status == SubmissionStatus::confirmed;
    if (may_come) return {};
    const auto check = check_promise(submission, landed.value_or(std::nullopt));
    if (auto told = tell_(submission, check); !told) return told;
    return log_.note_promise(submission.digest, check.verdict);
}

base::Task<void> PromiseWatch::run(std::chrono::milliseconds interval) {
    base::LoggedFault fault{"promises cannot be checked"};
    for (;;) {
        fault.note(co_await pass());
        co_await base::sleep_for(interval);
    }
}

}  // namespace burner::transactions
