#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

base::Error too_many_unfinished() {
    return {base::ErrorCode::rate_limited, "Too many submissions of this wallet are unfinished"};
}

std::string_view to_text(SubmissionStatus status) {
    constexpr std::string_view words[] = {"submitted", "confirmed", "finalized", "failed", "expired", "rejected"};
    return words[static_cast<std::size_t>(status)];
}

std::string_view to_text(PromiseVerdict verdict) {
    constexpr std::string_view words[] = {"unchecked", "kept", "broken", "unknown"};
    return words[static_cast<std::size_t>(verdict)];
}

bool is_counted(SubmissionStatus status) {
    return status == SubmissionStatus::confirmed || status == SubmissionStatus::finalized;
}

bool is_unfinished(SubmissionStatus status) {
    return status == SubmissionStatus::submitted || status == SubmissionStatus::confirmed;
}

bool has_reached(SubmissionStatus status, SubmissionStatus goal) {
    return status == goal || !is_unfinished(status);
}

bool may_become(SubmissionStatus from, SubmissionStatus to) {
    if (!is_unfinished(from) || to == SubmissionStatus::submitted) return false;
    return from == SubmissionStatus::submitted || to == SubmissionStatus::finalized || to == SubmissionStatus::failed;
}

std::size_t shard_of(const MessageDigest& digest) {
    return digest[0] % nodes::shard_count;
}

base::Result<Submission> find_of_wallet(SubmissionLog& log, const std::string& project, const solana::Pubkey& wallet,
                                        const solana::Signature& signature) {
    auto found = log.find_by_signature(signature);
    if (!found) return std::unexpected(std::move(found.error()));
    const bool is_theirs = *found && (*found)->project == project && (*found)->wallet == wallet;
    if (!is_theirs) return base::fail(base::ErrorCode::not_found, "Submission not found");
    return std::move(**found);
}

}  // namespace burner::transactions
