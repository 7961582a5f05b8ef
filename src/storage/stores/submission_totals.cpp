#include "storage/stores/submission_totals.hpp"

#include "storage/stores/submission_rows.hpp"

namespace burner::storage {

namespace {

using transactions::Leader;
using transactions::Period;
using transactions::Submission;
using transactions::SubmissionTotals;

/// The change of a project's number of wallets.
enum class Wallets : std::int8_t { fewer = -1, same = 0, more = 1 };

std::int64_t times(int sign, std::uint64_t amount) {
    return sign * static_cast<std::int64_t>(amount);
}

/// Adds (`sign` 1) or takes away (−1) in one period. Returns whether the wallet came or went.
Wallets change_wallet(Transaction& transaction, const Submission& submission, Period period, int sign) {
    const auto wallet = solana::to_base58(submission.wallet);
    const auto number = static_cast<std::int64_t>(period);
    const auto first_day = transactions::first_day_of(period, submission.recorded_at);
    std::int64_t left = 0;
    {
        auto changed = transaction.prepare(
            "INSERT INTO reclaimed_by_wallet (project, period, first_day, wallet, lamports, items, transactions)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (project, period, first_day, wallet) DO UPDATE SET"
            " lamports = reclaimed_by_wallet.lamports + excluded.lamports,"
            " items = reclaimed_by_wallet.items + excluded.items,"
            " transactions = reclaimed_by_wallet.transactions + excluded.transactions RETURNING transactions");
        changed.bind(submission.project, number, first_day, wallet, times(sign, submission.rebate.donation_base.value),
                     times(sign, transactions::tally_of(submission.includes).ended), std::int64_t{sign});
        if (changed.row()) left = changed.integer(0);
    }
    if (left == 1 && sign == 1) return Wallets::more;
    if (left != 0) return Wallets::same;
    transaction
        .prepare("DELETE FROM reclaimed_by_wallet WHERE project = ? AND period = ? AND first_day = ? AND wallet = ?")
        .bind(submission.project, number, first_day, wallet)
        .run();
    return Wallets::fewer;
}

void change_totals(Transaction& transaction, const Submission& submission, int sign) {
    Wallets wallets = Wallets::same;
    for (const Period period : transactions::every_period) {
        const auto change = change_wallet(transaction, submission, period, sign);
        if (period == Period::all) wallets = change;
    }
    const auto items = transactions::tally_of(submission.includes);
    transaction
        .prepare(
            "INSERT INTO submission_totals (project, wallets, transactions, burned, closed, reclaimed, donated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (project) DO UPDATE SET"
            " wallets = submission_totals.wallets + excluded.wallets,"
            " transactions = submission_totals.transactions + excluded.transactions,"
            " burned = submission_totals.burned + excluded.burned,"
            " closed = submission_totals.closed + excluded.closed,"
            " reclaimed = submission_totals.reclaimed + excluded.reclaimed,"
            " donated = submission_totals.donated + excluded.donated")
        .bind(submission.project, static_cast<std::int64_t>(wallets), std::int64_t{sign}, times(sign, items.burned),
              times(sign, items.accounts_closed), times(sign, submission.rebate.donation_base.value),
              times(sign, submission.rebate.donation.value))
        .run();
}

}  // namespace

void add_to_totals(Transaction& transaction, const Submission& submission) {
    change_totals(transaction, submission, 1);
}

void take_from_totals(Transaction& transaction, const Submission& submission) {
    change_totals(transaction, submission, -1);
}

void sum_up(Transaction& transaction) {
    auto row = transaction.prepare(select_submissions("status IN (1, 2)"));
    while (row.row()) {
        if (const auto submission = read_submission(row)) add_to_totals(transaction, *submission);
    }
}

SubmissionTotals read_totals(Transaction& transaction, const std::string& project) {
    auto row = transaction.prepare(
        "SELECT wallets, transactions, burned, closed, reclaimed, donated FROM submission_totals WHERE project = ?");
    row.bind(project);
    if (!row.row()) return {};
    return {.wallets = row.count(0),
            .transactions = row.count(1),
            .items = {row.count(2), row.count(3)},
            .reclaimed = {row.count(4)},
            .donated = {row.count(5)}};
}

std::vector<Leader> read_leaders(Transaction& transaction, const std::string& project, Period period,
                                 std::int64_t first_day, std::size_t most) {
    auto row = transaction.prepare(
        "SELECT wallet, lamports, items FROM reclaimed_by_wallet WHERE project = ? AND period = ? AND first_day = ?"
        " ORDER BY lamports DESC, wallet LIMIT ?");
    row.bind(project, static_cast<std::int64_t>(period), first_day, static_cast<std::int64_t>(most));
    std::vector<Leader> leaders;
    while (row.row()) {
        const auto wallet = solana::pubkey_from_base58(row.text(0)).value_or(solana::Pubkey{});
        leaders.push_back({wallet, {row.count(1)}, row.count(2)});
    }
    return leaders;
}

/// Deletes by project: that is how the table is ordered, so only the rows that go are read.
void forget_leaders(Transaction& transaction, base::UnixTime time) {
    for (const Period period : transactions::every_period) {
        transaction
            .prepare(
                "DELETE FROM reclaimed_by_wallet WHERE project IN (SELECT project FROM submission_totals)"
                " AND period = ? AND first_day < ?")
            .bind(static_cast<std::int64_t>(period), transactions::first_day_of(period, time))
            .run();
    }
}

}  // namespace burner::storage
