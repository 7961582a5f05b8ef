#include "storage/stores/submission_totals.hpp"

#include "storage/stores/submission_rows.hpp"

namespace burner::storage {

namespace {

using transactions::Leader;
using transactions::Period;
using transactions::Submission;
using transactions::SubmissionTotals;

std::int64_t times(int sign, std::uint64_t amount) {
    return sign * static_cast<std::int64_t>(amount);
}

}  // namespace

void TotalsChange::change(const Submission& submission, int sign) {
    const auto items = transactions::tally_of(submission.includes, submission.transaction);
    const auto wallet = solana::to_base58(submission.wallet);
    for (const Period period : transactions::every_period) {
        const auto first_day = transactions::first_day_of(period, submission.recorded_at);
        OfWallet& sums = wallets_[{submission.project, static_cast<std::int64_t>(period), first_day, wallet}];
        sums.lamports += times(sign, submission.rebate.donation_base.value);
        sums.items += times(sign, items.ended);
        sums.transactions += sign;
    }
    OfProject& sums = projects_[submission.project];
    sums.transactions += sign;
    sums.burned += times(sign, items.burned);
    sums.closed += times(sign, items.accounts_closed);
    sums.reclaimed += times(sign, submission.rebate.donation_base.value);
    sums.donated += times(sign, submission.rebate.donation.value);
}

void TotalsChange::store(Transaction& transaction) const {
    auto projects = projects_;
    for (const auto& [place, sums] : wallets_) {
        const auto after = store_wallet(transaction, place, sums);
        const auto before = after - sums.transactions;
        const bool is_of_all = std::get<1>(place) == static_cast<std::int64_t>(Period::all);
        if (is_of_all) projects[std::get<0>(place)].wallets += (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }
    for (const auto& [project, sums] : projects) store_project(transaction, project, sums);
}

/// Returns how many transactions of the wallet are counted now.
std::int64_t TotalsChange::store_wallet(Transaction& transaction, const Place& place, const OfWallet& sums) {
    const auto& [project, period, first_day, wallet] = place;
    std::int64_t left = 0;
    {
        auto changed = transaction.prepare(
            "INSERT INTO reclaimed_by_wallet (project, period, first_day, wallet, lamports, items, transactions)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (project, period, first_day, wallet) DO UPDATE SET"
            " lamports = reclaimed_by_wallet.lamports + excluded.lamports,"
            " items = reclaimed_by_wallet.items + excluded.items,"
            " transactions = reclaimed_by_wallet.transactions + excluded.transactions RETURNING transactions");
        changed.bind(project, period, first_day, wallet, sums.lamports, sums.items, sums.transactions);
        if (changed.row()) left = changed.integer(0);
    }
    if (left != 0) return left;
    transaction
        .prepare("DELETE FROM reclaimed_by_wallet WHERE project = ? AND period = ? AND first_day = ? AND wallet = ?")
        .bind(project, period, first_day, wallet)
        .run();
    return 0;
}

void TotalsChange::store_project(Transaction& transaction, const std::string& project, const OfProject& sums) {
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
        .bind(project, sums.wallets, sums.transactions, sums.burned, sums.closed, sums.reclaimed, sums.donated)
        .run();
}

void sum_up(Transaction& transaction) {
    TotalsChange totals;
    {
        auto row = transaction.prepare(select_submissions("status IN (1, 2)"));
        while (row.row()) {
            if (const auto submission = read_submission(row)) totals.add(*submission);
        }
    }
    totals.store(transaction);
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
                                 std::int64_t first_day, std::size_t max_leaders) {
    auto row = transaction.prepare(
        "SELECT wallet, lamports, items FROM reclaimed_by_wallet WHERE project = ? AND period = ? AND first_day = ?"
        " ORDER BY lamports DESC, wallet LIMIT ?");
    row.bind(project, static_cast<std::int64_t>(period), first_day, max_leaders);
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
