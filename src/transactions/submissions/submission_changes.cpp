#include "transactions/submissions/submission_changes.hpp"

namespace burner::transactions {

base::Result<std::vector<Recorded>> SubmissionChanges::record(std::vector<Submission> submissions) {
    auto recorded = log_.record(submissions);
    for (std::size_t i = 0; recorded && i < recorded->size(); ++i) {
        const Submission& submission = submissions[i];
        if ((*recorded)[i].is_new) feed_.tell(submission.project, submission.wallet, submission.signature);
    }
    return recorded;
}

base::Result<void> SubmissionChanges::apply(std::map<MessageDigest, Progress> news) {
    std::set<MessageDigest> digests;
    for (const auto& [digest, next] : news) digests.insert(digest);
    auto changed = change(std::move(digests), [&news](const Submission& submission) -> std::optional<Progress> {
        const Progress& next = news.at(submission.digest);
        if (!may_become(submission.progress.status, next.status)) return std::nullopt;
        return next;
    });
    if (!changed) return std::unexpected(std::move(changed.error()));
    return {};
}

base::Result<bool> SubmissionChanges::refuse(MessageDigest digest, std::string verdict) {
    const Progress refused{SubmissionStatus::rejected, std::nullopt, std::move(verdict)};
    const auto changed = change({digest}, [&refused](const Submission& submission) -> std::optional<Progress> {
        const bool is_sent_by_nobody_else = submission.sends == 1;
        if (!is_sent_by_nobody_else || !may_become(submission.progress.status, refused.status)) return std::nullopt;
        return refused;
    });
    if (!changed) return std::unexpected(changed.error());
    return *changed == 1;
}

base::Result<std::size_t> SubmissionChanges::change(std::set<MessageDigest> digests, const Judge& judge) {
    const base::UnixTime now = clock_.now();
    const auto decide = [&](const Submission& submission) -> std::optional<Decision> {
        auto next = judge(submission);
        if (!next) return std::nullopt;
        auto event = event_of_ ? event_of_(submission, *next, now) : std::nullopt;
        return Decision{std::move(*next), std::move(event)};
    };
    const auto changed = log_.change(std::move(digests), decide, now);
    if (!changed) return std::unexpected(changed.error());
    for (const Submission& submission : *changed) {
        feed_.tell(submission.project, submission.wallet, submission.signature);
    }
    return changed->size();
}

}  // namespace burner::transactions
