#include "transactions/track.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

using Commitment = solana::SignatureStatus::Commitment;
using Status = std::optional<solana::SignatureStatus>;

/// What a status says of a submission; nullopt while the cluster may still drop it.
std::optional<Progress> progress_of(const solana::SignatureStatus& status) {
    if (status.commitment == Commitment::processed) return std::nullopt;
    if (status.error) return Progress{SubmissionStatus::failed, status.slot, describe(*status.error)};
    const bool is_final = status.commitment == Commitment::finalized;
    return Progress{is_final ? SubmissionStatus::finalized : SubmissionStatus::confirmed, status.slot, {}};
}

}  // namespace

base::Task<base::Result<void>> Tracker::pass() {
    auto open = co_await base::run_on(stores_, [&log = log_] { return log.unfinished(); });
    if (!open) co_return std::unexpected(open.error());
    if (open->empty()) co_return base::Result<void>{};
    // The height is read before the statuses: what is absent after its last block was passed never lands.
    const auto height = co_await rpc_.get_block_height();
    if (!height) co_return std::unexpected(height.error());
    std::vector<solana::Signature> signatures;
    for (const Submission& submission : *open) signatures.push_back(submission.signature);
    const auto statuses = co_await rpc_.get_signature_statuses(std::move(signatures));
    if (!statuses) co_return std::unexpected(statuses.error());
    for (std::size_t i = 0; i < open->size() && i < statuses->size(); ++i) {
        auto followed = co_await follow(std::move((*open)[i]), (*statuses)[i], *height);
        if (!followed) co_return followed;
    }
    co_return base::Result<void>{};
}

base::Task<base::Result<void>> Tracker::follow(Submission submission, Status status, solana::BlockHeight height) {
    std::optional<Progress> progress = status ? progress_of(*status) : std::nullopt;
    const bool is_unseen = !status && submission.progress.status == SubmissionStatus::submitted;
    if (is_unseen && height > submission.last_valid_block_height) {
        progress = Progress{SubmissionStatus::expired, std::nullopt, {}};
    } else if (is_unseen) {
        co_await rpc_.send(std::move(submission.transaction));
    }
    if (!progress || *progress == submission.progress) co_return base::Result<void>{};
    auto stored = co_await base::run_on(
        stores_, [&log = log_, digest = submission.digest, progress] { return log.update(digest, *progress); });
    co_return stored;
}

base::Task<void> Tracker::run(std::chrono::milliseconds interval) {
    using Executor = boost::asio::io_context::executor_type;
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
    const Executor executor = co_await boost::asio::this_coro::executor;
    Timer timer(executor);
    for (;;) {
        const auto passed = co_await pass();
        if (!passed)
            base::log(base::LogLevel::warn, "submissions could not be followed", {{"reason", passed.error().message}});
        timer.expires_after(interval);
        co_await timer.async_wait(boost::asio::use_awaitable_t<Executor>{});
    }
}

}  // namespace burner::transactions
