#include "storage/stores/submission_log.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "storage/stores/message_queue.hpp"
#include "storage/stores/submission_rows.hpp"
#include "storage/stores/submission_totals.hpp"
#include "transactions/selection_bytes.hpp"

namespace burner::storage {

namespace {

using transactions::MessageDigest;
using transactions::Progress;
using transactions::Recorded;
using transactions::Submission;
using transactions::SubmissionStatus;

base::Result<std::optional<Submission>> find_one(Transaction& transaction, std::string_view where, base::ByteView key) {
    auto row = transaction.prepare(select_submissions(where));
    row.bind(key);
    if (!row.row()) return std::nullopt;
    auto submission = read_submission(row);
    if (!submission) return std::unexpected(submission.error());
    return std::move(*submission);
}

/// Inserts a submission. False if its digest is on record already.
bool insert(Transaction& transaction, const Submission& submission) {
    base::Bytes includes;
    transactions::append_selections(includes, submission.includes);
    transaction
        .prepare(
            "INSERT INTO submissions (digest, project, wallet, signature, transaction_bytes, last_valid_block_height,"
            " gross, donation, donation_base, includes, recorded_at, status, error, promise, sends, shard)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0, 1, ?) ON CONFLICT (digest) DO NOTHING")
        .bind(base::ByteView(submission.digest), submission.project, submission.wallet.view(),
              base::ByteView(submission.signature.bytes), base::ByteView(submission.transaction),
              submission.last_valid_block_height, submission.rebate.gross.value, submission.rebate.donation.value,
              submission.rebate.donation_base.value, base::ByteView(includes), submission.recorded_at,
              transactions::shard_of(submission.digest))
        .run();
    return transaction.changed_rows() > 0;
}

/// Records one submission, in the place of one that was rejected. Fails where the one on record is pruned meanwhile.
base::Result<Recorded> record_one(Transaction& transaction, const Submission& submission) {
    static_assert(static_cast<int>(SubmissionStatus::rejected) == 5);
    transaction.prepare("DELETE FROM submissions WHERE digest = ? AND status = 5")
        .bind(base::ByteView(submission.digest))
        .run();
    if (insert(transaction, submission)) return Recorded{true, submission.signature};
    Recorded recorded;
    auto known = transaction.prepare("SELECT signature FROM submissions WHERE digest = ?");
    known.bind(base::ByteView(submission.digest));
    if (!known.row() || !known.read_blob(0, recorded.signature.bytes)) return std::unexpected(storage_unavailable());
    return recorded;
}

/// Keeps others from recording for these wallets, whose unfinished submissions are counted.
void lock_wallets(Transaction& transaction, const std::vector<Submission>& submissions) {
    std::set<solana::Pubkey> wallets;  // in order, so that two who lock several never wait for each other
    for (const Submission& submission : submissions) wallets.insert(submission.wallet);
    for (const solana::Pubkey& wallet : wallets) transaction.lock("unfinished of wallet", wallet.view());
}

std::uint64_t unfinished_of(Transaction& transaction, const solana::Pubkey& wallet) {
    auto row = transaction.prepare("SELECT count(*) FROM submissions WHERE wallet = ? AND status < 2");
    row.bind(wallet.view());
    return row.row() ? row.count(0) : 0;
}

void note_change(TotalsChange& totals, const Submission& before, const Progress& after) {
    const bool was_counted = transactions::is_counted(before.progress.status);
    const bool is_counted = transactions::is_counted(after.status);
    if (is_counted && !was_counted) totals.add(before);
    if (was_counted && !is_counted) totals.take_away(before);
}

/// Stores what was decided, and returns the submission as it is then.
Submission store(Transaction& transaction, Submission submission, const transactions::Decision& decision,
                 base::UnixTime now) {
    const Progress& next = decision.progress;
    transaction.prepare("UPDATE submissions SET status = ?, slot = ?, error = ? WHERE digest = ?")
        .bind(static_cast<std::int64_t>(next.status), next.slot, next.error, base::ByteView(submission.digest))
        .run();
    if (decision.event) queue_message(transaction, submission.project, *decision.event, now);
    submission.progress = next;
    return submission;
}

}  // namespace

base::Result<std::vector<Recorded>> SubmissionLog::record(std::vector<Submission> submissions) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::vector<Recorded>> {
        lock_wallets(transaction, submissions);
        std::vector<Recorded> recorded;
        std::set<solana::Pubkey> wallets;  // that submit something new
        for (const Submission& submission : submissions) {
            const auto one = record_one(transaction, submission);
            if (!one) return std::unexpected(one.error());
            recorded.push_back(*one);
            if (one->is_new) wallets.insert(submission.wallet);
        }
        for (const solana::Pubkey& wallet : wallets) {
            if (unfinished_of(transaction, wallet) > transactions::max_unfinished_of_wallet)
                return std::unexpected(transactions::too_many_unfinished());
        }
        return recorded;
    });
}

base::Result<std::optional<Submission>> SubmissionLog::find(MessageDigest digest) {
    return database_.read([&](Transaction& transaction) { return find_one(transaction, "digest = ?", digest); });
}

base::Result<std::optional<Submission>> SubmissionLog::find_by_signature(solana::Signature signature) {
    return database_.read(
        [&](Transaction& transaction) { return find_one(transaction, "signature = ?", signature.bytes); });
}

base::Result<std::vector<Submission>> SubmissionLog::change(std::set<MessageDigest> digests,
                                                            const transactions::Decide& decide, base::UnixTime now) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::vector<Submission>> {
        std::vector<Submission> changed;
        TotalsChange totals;
        const std::string where = fmt::format("digest = ?{}", transaction.for_update());
        for (const MessageDigest& digest : digests) {
            const auto known = find_one(transaction, where, digest);
            if (!known) return std::unexpected(known.error());
            if (!*known) continue;
            auto decision = decide(**known);
            if (!decision) continue;
            note_change(totals, **known, decision->progress);
            changed.push_back(store(transaction, **known, *decision, now));
        }
        totals.store(transaction);
        return changed;
    });
}

base::Result<std::set<MessageDigest>> SubmissionLog::count_sends(std::map<MessageDigest, solana::Signature> sends) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::set<MessageDigest>> {
        std::set<MessageDigest> counted;
        for (const auto& [digest, signature] : sends) {
            transaction
                .prepare("UPDATE submissions SET sends = sends + 1 WHERE digest = ? AND signature = ? AND status = 0")
                .bind(base::ByteView(digest), base::ByteView(signature.bytes))
                .run();
            if (transaction.changed_rows() > 0) counted.insert(digest);
        }
        return counted;
    });
}

base::Result<std::vector<std::string>> SubmissionLog::unfinished_projects(nodes::Shards shards) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<std::string>> {
        auto row =
            transaction.prepare("SELECT DISTINCT project FROM submissions WHERE status < 2 AND (? >> shard) & 1 = 1");
        row.bind(shards.to_ulong());
        std::vector<std::string> projects;
        while (row.row()) projects.push_back(row.text(0));
        return projects;
    });
}

base::Result<transactions::UnfinishedPage> SubmissionLog::unfinished(const std::string& project, nodes::Shards shards,
                                                                     std::int64_t after, std::size_t max_submissions) {
    return database_.read([&](Transaction& transaction) -> base::Result<transactions::UnfinishedPage> {
        auto row = transaction.prepare(select_submissions(
            "status < 2 AND project = ? AND sequence > ? AND (? >> shard) & 1 = 1 ORDER BY sequence LIMIT ?"));
        row.bind(project, after, shards.to_ulong(), max_submissions);
        transactions::UnfinishedPage page{{}, after};
        while (row.row()) {
            auto submission = read_submission(row);
            if (!submission) return std::unexpected(submission.error());
            page.submissions.push_back(std::move(*submission));
            page.last = row.integer(submission_sequence);
        }
        return page;
    });
}

base::Result<std::vector<solana::Signature>> SubmissionLog::unfinished_of_wallet(const std::string& project,
                                                                                 const solana::Pubkey& wallet) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<solana::Signature>> {
        auto row =
            transaction.prepare("SELECT signature FROM submissions WHERE wallet = ? AND status < 2 AND project = ?");
        row.bind(wallet.view(), project);
        std::vector<solana::Signature> signatures;
        while (row.row()) row.read_blob(0, signatures.emplace_back().bytes);
        return signatures;
    });
}

base::Result<std::vector<Submission>> SubmissionLog::unverified(nodes::Shards shards, std::size_t max_submissions) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<Submission>> {
        auto row = transaction.prepare(
            select_submissions("promise = 0 AND status IN (1, 2) AND (? >> shard) & 1 = 1 ORDER BY sequence LIMIT ?"));
        row.bind(shards.to_ulong(), max_submissions);
        std::vector<Submission> submissions;
        while (row.row()) {
            auto submission = read_submission(row);
            if (!submission) return std::unexpected(submission.error());
            submissions.push_back(std::move(*submission));
        }
        return submissions;
    });
}

base::Result<void> SubmissionLog::note_promise(MessageDigest digest, transactions::PromiseVerdict verdict) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE submissions SET promise = ? WHERE digest = ?")
            .bind(static_cast<std::int64_t>(verdict), base::ByteView(digest))
            .run();
        return {};
    });
}

base::Result<transactions::SubmissionTotals> SubmissionLog::totals(const std::string& project) {
    return database_.read([&](Transaction& transaction) -> base::Result<transactions::SubmissionTotals> {
        return read_totals(transaction, project);
    });
}

base::Result<std::vector<transactions::Leader>> SubmissionLog::leaders(const std::string& project,
                                                                       transactions::Period period,
                                                                       std::int64_t first_day,
                                                                       std::size_t max_leaders) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<transactions::Leader>> {
        return read_leaders(transaction, project, period, first_day, max_leaders);
    });
}

base::Result<void> SubmissionLog::prune_leaders(base::UnixTime time) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        forget_leaders(transaction, time);
        return {};
    });
}

base::Result<std::size_t> SubmissionLog::prune_finished(base::UnixTime before, std::size_t max_submissions) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::size_t> {
        transaction
            .prepare(
                "DELETE FROM submissions WHERE sequence IN"
                " (SELECT sequence FROM submissions WHERE status > 1 AND recorded_at < ?1 LIMIT ?2)"
                " AND status > 1 AND recorded_at < ?1")  // what is recorded anew meanwhile stays
            .bind(before, max_submissions)
            .run();
        return static_cast<std::size_t>(transaction.changed_rows());
    });
}

}  // namespace burner::storage
