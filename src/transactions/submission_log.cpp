#include "transactions/submission_log.hpp"

namespace burner::transactions {

std::string_view to_word(SubmissionStatus status) {
    constexpr std::string_view words[] = {"submitted", "confirmed", "finalized", "failed", "expired", "rejected"};
    return words[static_cast<std::size_t>(status)];
}

bool is_unfinished(SubmissionStatus status) {
    return status == SubmissionStatus::submitted || status == SubmissionStatus::confirmed;
}

bool may_become(SubmissionStatus from, SubmissionStatus to) {
    if (!is_unfinished(from) || to == SubmissionStatus::submitted) return false;
    return from == SubmissionStatus::submitted || to == SubmissionStatus::finalized || to == SubmissionStatus::failed;
}

}  // namespace burner::transactions
