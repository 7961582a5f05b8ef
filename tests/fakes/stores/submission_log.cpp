#include "fakes/stores/submission_log.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace burner::storage {

using transactions::Leader;
using transactions::Recorded;
using transactions::Submission;
using transactions::SubmissionStatus;

namespace {

bool is_open_in(const Submission& submission, nodes::Shards shards) {
    return transactions::is_unfinished(submission.progress.status) &&
           shards.test(transactions::shard_of(submission.digest));
}

}  // namespace

std::vector<Submission>::iterator MemorySubmissionLog::locate(const transactions::MessageDigest& digest) {
    return std::ranges::find(submissions_, digest, &Submission::digest);
}

base::Result<std::vector<Recorded>> MemorySubmissionLog::record(std::vector<Submission> submissions) {
    const std::lock_guard lock(mutex_);
    if (would_be_too_many(submissions)) return std::unexpected(transactions::too_many_unfinished());
    std::vector<Recorded> recorded;
    for (Submission& submission : submissions) {
        const auto known = locate(submission.digest);
        if (known == submissions_.end()) {
            recorded.push_back({true, submission.signature});
            submissions_.push_back(std::move(submission));
        } else if (known->progress.status == SubmissionStatus::rejected) {
            recorded.push_back({true, submission.signature});
            *known = std::move(submission);
        } else {
            recorded.push_back({false, known->signature});
        }
    }
    return recorded;
}

bool MemorySubmissionLog::would_be_too_many(const std::vector<Submission>& submissions) {
    std::map<solana::Pubkey, std::set<transactions::MessageDigest>> fresh;
    for (const Submission& one : submissions) {
        const auto known = locate(one.digest);
        const bool is_new = known == submissions_.end() || known->progress.status == SubmissionStatus::rejected;
        if (is_new) fresh[one.wallet].insert(one.digest);
    }
    return std::ranges::any_of(fresh, [&](const auto& entry) {
        const auto open = std::ranges::count_if(submissions_, [&](const Submission& one) {
            return one.wallet == entry.first && transactions::is_unfinished(one.progress.status);
        });
        return static_cast<std::size_t>(open) + entry.second.size() > transactions::max_unfinished_of_wallet;
    });
}

base::Result<std::optional<Submission>> MemorySubmissionLog::find(transactions::MessageDigest digest) {
    const std::lock_guard lock(mutex_);
    const auto known = locate(digest);
    if (known == submissions_.end()) return std::nullopt;
    return *known;
}

base::Result<std::optional<Submission>> MemorySubmissionLog::find_by_signature(solana::Signature signature) {
    const std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(submissions_, signature, &Submission::signature);
    if (known == submissions_.end()) return std::nullopt;
    return *known;
}

base::Result<std::vector<Submission>> MemorySubmissionLog::change(std::set<transactions::MessageDigest> digests,
                                                                  const transactions::Decide& decide,
                                                                  base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    std::vector<Submission> changed;
    for (const auto& digest : digests) {
        const auto known = locate(digest);
        if (known == submissions_.end()) continue;
        auto decision = decide(*known);
        if (!decision) continue;
        known->progress = std::move(decision->progress);
        if (decision->event && webhooks_ != nullptr) webhooks_->queue(known->project, *decision->event, now);
        changed.push_back(*known);
    }
    return changed;
}

base::Result<std::set<transactions::MessageDigest>> MemorySubmissionLog::count_sends(
    std::map<transactions::MessageDigest, solana::Signature> sends) {
    const std::lock_guard lock(mutex_);
    std::set<transactions::MessageDigest> counted;
    for (const auto& [digest, signature] : sends) {
        const auto known = locate(digest);
        const bool may_be_sent = known != submissions_.end() && known->signature == signature &&
                                 known->progress.status == SubmissionStatus::submitted;
        if (!may_be_sent) continue;
        ++known->sends;
        counted.insert(digest);
    }
    return counted;
}

base::Result<std::vector<std::string>> MemorySubmissionLog::unfinished_projects(nodes::Shards shards) {
    const std::lock_guard lock(mutex_);
    std::set<std::string> projects;
    for (const Submission& one : submissions_) {
        if (is_open_in(one, shards)) projects.insert(one.project);
    }
    return std::vector<std::string>(projects.begin(), projects.end());
}

base::Result<transactions::UnfinishedPage> MemorySubmissionLog::unfinished(const std::string& project,
                                                                           nodes::Shards shards, std::int64_t after,
                                                                           std::size_t max_submissions) {
    const std::lock_guard lock(mutex_);
    transactions::UnfinishedPage page{{}, after};
    for (auto i = static_cast<std::size_t>(after); i < submissions_.size() && page.submissions.size() < max_submissions;
         ++i) {
        const Submission& one = submissions_[i];
        if (one.project != project || !is_open_in(one, shards)) continue;
        page.submissions.push_back(submissions_[i]);
        page.last = static_cast<std::int64_t>(i) + 1;
    }
    return page;
}

base::Result<std::vector<solana::Signature>> MemorySubmissionLog::unfinished_of_wallet(const std::string& project,
                                                                                       const solana::Pubkey& wallet) {
    const std::lock_guard lock(mutex_);
    std::vector<solana::Signature> signatures;
    for (const Submission& one : submissions_) {
        const bool is_open = one.project == project && one.wallet == wallet && is_unfinished(one.progress.status);
        if (is_open) signatures.push_back(one.signature);
    }
    return signatures;
}

base::Result<std::vector<Submission>> MemorySubmissionLog::unverified(nodes::Shards shards,
                                                                      std::size_t max_submissions) {
    const std::lock_guard lock(mutex_);
    std::vector<Submission> submissions;
    for (const Submission& one : submissions_) {
        const bool is_open = transactions::is_counted(one.progress.status) && !promises_.contains(one.digest) &&
                             shards.test(transactions::shard_of(one.digest));
        if (is_open && submissions.size() < max_submissions) submissions.push_back(one);
    }
    return submissions;
}

base::Result<void> MemorySubmissionLog::note_promise(transactions::MessageDigest digest,
                                                     transactions::PromiseVerdict verdict) {
    const std::lock_guard lock(mutex_);
    promises_.insert_or_assign(digest, verdict);
    return {};
}

base::Result<transactions::SubmissionTotals> MemorySubmissionLog::totals(const std::string& project) {
    const std::lock_guard lock(mutex_);
    transactions::SubmissionTotals totals;
    std::set<solana::Pubkey> wallets;
    for (const Submission& submission : all_ever()) {
        if (submission.project != project || !transactions::is_counted(submission.progress.status)) continue;
        const auto items = transactions::tally_of(submission.includes, submission.transaction);
        wallets.insert(submission.wallet);
        ++totals.transactions;
        totals.items.burned += items.burned;
        totals.items.accounts_closed += items.accounts_closed;
        totals.reclaimed += submission.rebate.donation_base;
        totals.donated += submission.rebate.donation;
    }
    totals.wallets = wallets.size();
    return totals;
}

base::Result<std::vector<Leader>> MemorySubmissionLog::leaders(const std::string& project, transactions::Period period,
                                                               std::int64_t first_day, std::size_t max_leaders) {
    const std::lock_guard lock(mutex_);
    std::map<solana::Pubkey, Leader> by_wallet;
    for (const Submission& submission : all_ever()) {
        if (submission.project != project || !transactions::is_counted(submission.progress.status)) continue;
        if (transactions::first_day_of(period, submission.recorded_at) != first_day) continue;
        Leader& leader = by_wallet[submission.wallet];
        leader.wallet = submission.wallet;
        leader.reclaimed += submission.rebate.donation_base;
        leader.items += transactions::tally_of(submission.includes, submission.transaction).ended;
    }
    std::vector<Leader> leaders;
    if (first_day < transactions::first_day_of(period, leaders_since_)) return leaders;
    for (const auto& [wallet, leader] : by_wallet) leaders.push_back(leader);
    std::ranges::sort(leaders, [](const Leader& a, const Leader& b) {
        return a.reclaimed == b.reclaimed ? to_base58(a.wallet) < to_base58(b.wallet) : a.reclaimed > b.reclaimed;
    });
    if (leaders.size() > max_leaders) leaders.resize(max_leaders);
    return leaders;
}

base::Result<void> MemorySubmissionLog::prune_leaders(base::UnixTime time) {
    const std::lock_guard lock(mutex_);
    leaders_since_ = std::max(leaders_since_, time);
    return {};
}

base::Result<std::size_t> MemorySubmissionLog::prune_finished(base::UnixTime before, std::size_t max_submissions) {
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (auto one = submissions_.begin(); one != submissions_.end() && count < max_submissions;) {
        const bool goes = !transactions::is_unfinished(one->progress.status) && one->recorded_at < before;
        if (!goes) {
            ++one;
            continue;
        }
        pruned_.push_back(std::move(*one));
        one = submissions_.erase(one);
        ++count;
    }
    return count;
}

std::vector<Submission> MemorySubmissionLog::all_ever() const {
    auto all = pruned_;
    all.insert(all.end(), submissions_.begin(), submissions_.end());
    return all;
}

}  // namespace burner::storage
