#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "storage/transaction.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// What some submissions change about the running sums of counted submissions. It is stored once, at the end of the
/// transaction that changes their status: so the sums are exact whatever is killed when, and are read without looking
/// at a single submission. Rows are changed in the order of their keys, so that no two transactions wait for each other
/// in a circle, and rows that many share are locked for a moment.
class TotalsChange {
  public:
    /// Adds a submission that is counted from now on.
    void add(const transactions::Submission& submission) { change(submission, 1); }
    /// Takes away a confirmed submission that the chain has dropped after all.
    void take_away(const transactions::Submission& submission) { change(submission, -1); }
    void store(Transaction& transaction) const;

  private:
    /// A wallet's place in a period: project, period, first day, address.
    using Place = std::tuple<std::string, std::int64_t, std::int64_t, std::string>;
    struct OfWallet {
        std::int64_t lamports = 0, items = 0, transactions = 0;
    };
    struct OfProject {
        std::int64_t wallets = 0, transactions = 0, burned = 0, closed = 0, reclaimed = 0, donated = 0;
    };

    void change(const transactions::Submission& submission, int sign);
    static std::int64_t store_wallet(Transaction& transaction, const Place& place, const OfWallet& sums);
    static void store_project(Transaction& transaction, const std::string& project, const OfProject& sums);

    std::map<Place, OfWallet> wallets_;
    std::map<std::string, OfProject> projects_;
};

/// Adds every counted submission of the database to the sums, which are still empty. Leaves out what cannot be read.
void sum_up(Transaction& transaction);

transactions::SubmissionTotals read_totals(Transaction& transaction, const std::string& project);
std::vector<transactions::Leader> read_leaders(Transaction& transaction, const std::string& project,
                                               transactions::Period period, std::int64_t first_day,
                                               std::size_t max_leaders);
/// Deletes the leaders of periods before those that hold `time`.
void forget_leaders(Transaction& transaction, base::UnixTime time);

}  // namespace burner::storage
