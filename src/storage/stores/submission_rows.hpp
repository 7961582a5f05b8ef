#pragma once

#include <string>
#include <string_view>

#include "storage/transaction.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// The column that numbers the rows of `select_submissions`.
inline constexpr int submission_sequence = 13;

/// Returns a SELECT of the columns that `read_submission` reads, in its order.
std::string select_submissions(std::string_view where);
/// Reads the row on which a statement of `select_submissions` stands. A malformed one fails as `internal`.
base::Result<transactions::Submission> read_submission(const Statement& row);

}  // namespace burner::storage
