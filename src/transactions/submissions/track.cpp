#include "transactions/submissions/track.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/concurrently.hpp"
#include "base/repeated_fault.hpp"
#include "base/sleep.hpp"
#include "transactions/block_window.hpp"
#include "transactions/submissions/progress_of.hpp"
#include "transactions/submissions/unfinished_batches.hpp"

namespace burner::transactions {

namespace {

using Status = std::optional<solana::SignatureStatus>;

/// The sends at once: enough to get through a full batch within a block, few enough for an RPC's limits.
constexpr std::size_t sends_at_once = 32;

/// Tells whether a submission can land at this height. One whose last valid block no blockhash of today has is not
/// sent.
bool may_land(const Submission& submission, solana::BlockHeight height) {
    const solana::BlockHeight last = submission.last_valid_block_height;
    return height <= last && last - height <= max_block_distance;
}

/// Concludes what not being on chain says of a submission; nullopt while it may still land, or has been seen. A last
/// valid block that no blockhash has was made up by an RPC: then the age decides.
std::optional<Progress> progress_of_absent(const Submission& submission, solana::BlockHeight height,
                                           base::UnixTime now) {
    if (submission.progress.status != SubmissionStatus::submitted) return std::nullopt;
    const solana::BlockHeight last = submission.last_valid_block_height;
    const bool is_made_up = blocks_left(last, height) > max_block_distance;
    const bool is_over = is_made_up ? now - submission.recorded_at >= Tracker::max_age
                                    : is_long_past(last, height, Tracker::expiry_margin);
    if (!is_over) return std::nullopt;
    return Progress{SubmissionStatus::expired, std::nullopt, {}};
}

}  // namespace

base::Task<base::Result<void>> Tracker::pass() {
    base::Result<void> outcome;
    const nodes::Shards shards = duties_.shards(nodes::ShardedDuty::tracking);
    UnfinishedBatches batches(log_, shards);
    for (;;) {
        auto submissions = co_await base::run_on(stores_, [&batches] { return batches.next(batch); });
        if (!submissions) co_return std::unexpected(submissions.error());
        if (submissions->empty()) break;
        if ((shards & ~duties_.shards(nodes::ShardedDuty::tracking)).any()) break;  // some are another node's by now
        auto followed = co_await follow(std::move(*submissions));
        if (!followed && followed.error().code == base::ErrorCode::upstream_unavailable) co_return followed;
        if (!followed) outcome = std::move(followed);
    }
    schedule_.end_pass();
    co_return outcome;
}

base::Task<base::Result<void>> Tracker::follow(std::vector<Submission> submissions) {
    // The height is read before the statuses: what is absent long after its last block never lands.
    const auto height = co_await rpc_.get_block_height();
    if (!height) co_return std::unexpected(height.error());
    const auto statuses = co_await ask_statuses(submissions);
    if (!statuses) co_return std::unexpected(statuses.error());
    std::map<MessageDigest, Progress> news;
    std::vector<Submission> unseen;
    for (std::size_t i = 0; i < submissions.size() && i < statuses->size(); ++i) {
        Submission& submission = submissions[i];
        const Status& status = (*statuses)[i];
        const auto progress = status ? progress_of(*status) : progress_of_absent(submission, *height, clock_.now());
        if (progress && may_become(submission.progress.status, progress->status)) {
            news.emplace(submission.digest, *progress);
        } else if (!status && may_land(submission, *height) && take_due(submission)) {
            unseen.push_back(std::move(submission));
        }
    }
    auto stored = co_await store(std::move(news));
    auto sent = co_await send_again(std::move(unseen));
    co_return stored ? std::move(sent) : std::move(stored);
}

base::Task<base::Result<Tracker::Statuses>> Tracker::ask_statuses(const std::vector<Submission>& submissions) {
    std::vector<solana::Signature> signatures;
    for (const Submission& submission : submissions) signatures.push_back(submission.signature);
    return rpc_.get_signature_statuses(std::move(signatures));
}

base::Task<base::Result<void>> Tracker::store(std::map<MessageDigest, Progress> news) {
    if (news.empty()) co_return base::Result<void>{};
    auto stored = co_await base::run_on(
        stores_, [&changes = changes_, news = std::move(news)]() mutable { return changes.apply(std::move(news)); });
    co_return stored;
}

bool Tracker::take_due(const Submission& submission) {
    if (submission.progress.status != SubmissionStatus::submitted) return false;
    return schedule_.take_due(submission.digest, clock_.now() - submission.recorded_at, clock_.steady());
}

/// What cannot be counted is not sent: whoever first sent it must be able to tell whether somebody else has.
base::Task<base::Result<void>> Tracker::send_again(std::vector<Submission> unseen) {
    if (unseen.empty()) co_return base::Result<void>{};
    std::map<MessageDigest, solana::Signature> sends;
    for (const Submission& submission : unseen) sends.emplace(submission.digest, submission.signature);
    const auto counted = co_await base::run_on(
        stores_, [&log = log_, sends = std::move(sends)]() mutable { return log.count_sends(std::move(sends)); });
    if (!counted) co_return std::unexpected(counted.error());
    std::erase_if(unseen, [&](const Submission& submission) { return !counted->contains(submission.digest); });
    co_await send(std::move(unseen));
    co_return base::Result<void>{};
}

base::Task<void> Tracker::send(std::vector<Submission> counted) {
    for (std::size_t at = 0; at < counted.size(); at += sends_at_once) {
        std::vector<base::Task<base::Result<solana::Signature, solana::SendFailure>>> sends;
        for (std::size_t i = at; i < std::min(at + sends_at_once, counted.size()); ++i) {
            sends.push_back(rpc_.send(std::move(counted[i].transaction)));
        }
        co_await base::concurrently(std::move(sends));
    }
}

base::Task<void> Tracker::run(std::chrono::milliseconds interval) {
    base::LoggedFault fault{"submissions cannot be followed"};
    for (;;) {
        fault.note(co_await pass());
        co_await base::sleep_for(interval);
    }
}

base::Task<base::Result<void>> Tracker::look(std::vector<Awaited> awaited) {
    for (std::size_t at = 0; at < awaited.size(); at += batch) {
        const auto part = std::span{awaited}.subspan(at, std::min(batch, awaited.size() - at));
        std::vector<solana::Signature> signatures;
        for (const Awaited& one : part) signatures.push_back(one.signature);
        const auto statuses = co_await rpc_.get_signature_statuses(std::move(signatures));
        if (!statuses) co_return std::unexpected(statuses.error());
        std::vector<std::pair<solana::Signature, Progress>> seen;
        for (std::size_t i = 0; i < std::min(part.size(), statuses->size()); ++i) {
            const Status& status = (*statuses)[i];
            auto progress = status ? progress_of(*status) : std::nullopt;
            if (progress && has_reached(progress->status, part[i].goal))
                seen.emplace_back(part[i].signature, std::move(*progress));
        }
        auto stored = co_await store_seen(std::move(seen));
        if (!stored) co_return stored;
    }
    co_return base::Result<void>{};
}

base::Task<base::Result<void>> Tracker::store_seen(std::vector<std::pair<solana::Signature, Progress>> seen) {
    if (seen.empty()) co_return base::Result<void>{};
    auto stored = co_await base::run_on(
        stores_, [&log = log_, &changes = changes_, seen = std::move(seen)]() -> base::Result<void> {
            std::map<MessageDigest, Progress> news;
            for (const auto& [signature, progress] : seen) {
                const auto found = log.find_by_signature(signature);
                if (!found) return std::unexpected(found.error());
                if (*found) news.emplace((*found)->digest, progress);
            }
            return changes.apply(std::move(news));
        });
    co_return stored;
}

base::Task<void> Tracker::watch(SubmissionFeed& feed) {
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        // A look that fails is made again; the passes log a cluster that cannot be asked.
        co_await look(feed.awaited());
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        co_await base::sleep_for(std::max(look_interval - took, std::chrono::milliseconds{10}));
    }
}

}  // namespace burner::transactions
