#include "storage/stores/submission_rows.hpp"

#include <utility>

#include "transactions/selection_bytes.hpp"

namespace burner::storage {

std::string select_submissions(std::string_view where) {
    return std::string{
        "SELECT digest, project, wallet, signature, transaction_bytes, last_valid_block_height, gross, donation,"
        " includes, recorded_at, status, slot, error, sequence, donation_base, sends FROM submissions WHERE "}
        .append(where);
}

base::Result<transactions::Submission> read_submission(const Statement& row) {
    transactions::Submission submission;
    auto includes = transactions::parse_selections(row.blob(8));
    const bool is_sound = row.read_blob(0, submission.digest) && row.read_blob(2, submission.wallet.bytes) &&
                          row.read_blob(3, submission.signature.bytes) && includes;
    if (!is_sound) return base::fail(base::ErrorCode::internal, "A stored submission cannot be read");
    submission.project = row.text(1);
    submission.transaction = row.blob(4);
    submission.last_valid_block_height = row.count(5);
    submission.rebate = {{row.count(6)}, {row.count(7)}, {row.count(14)}};
    submission.includes = std::move(*includes);
    submission.recorded_at = row.time(9);
    submission.progress.status = static_cast<transactions::SubmissionStatus>(row.integer(10));
    if (!row.is_null(11)) submission.progress.slot = row.count(11);
    submission.progress.error = row.text(12);
    submission.sends = static_cast<unsigned>(row.integer(15));
    return submission;
}

}  // namespace burner::storage
