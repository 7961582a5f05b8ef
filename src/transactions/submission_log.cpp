#include "transactions/submission_log.hpp"

namespace burner::transactions {

std::string_view to_word(SubmissionStatus status) {
    constexpr std::string_view words[] = {"submitted", "confirmed", "finalized", "failed", "expired", "rejected"};
    return words[static_cast<std::size_t>(status)];
}

}  // namespace burner::transactions
