#pragma once

#include "storage/transaction.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// Adds to the running sums of counted submissions, in the transaction that changes a submission's status: they are
/// exact whatever is killed when, and are read without looking at a single submission.
void add_to_totals(Transaction& transaction, const transactions::Submission& submission);
/// Takes away a confirmed submission that the chain has dropped after all.
void take_from_totals(Transaction& transaction, const transactions::Submission& submission);
/// Adds every counted submission of the database to the sums, which are still empty. Leaves out what cannot be read.
void sum_up(Transaction& transaction);

transactions::SubmissionTotals read_totals(Transaction& transaction, const std::string& project);
std::vector<transactions::Leader> read_leaders(Transaction& transaction, const std::string& project,
                                               transactions::Period period, std::int64_t first_day, std::size_t most);
/// Deletes the leaders of periods before those that hold `time`.
void forget_leaders(Transaction& transaction, base::UnixTime time);

}  // namespace burner::storage
