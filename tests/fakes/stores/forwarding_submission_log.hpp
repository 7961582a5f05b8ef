#pragma once

#include <utility>

#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// Hands every call on to another log. Tests override what they want to see or to break.
class ForwardingSubmissionLog : public transactions::SubmissionLog {
  public:
    explicit ForwardingSubmissionLog(transactions::SubmissionLog& log) : log_(log) {}

    base::Result<std::vector<transactions::Recorded>> record(
        std::vector<transactions::Submission> submissions) override {
        return log_.record(std::move(submissions));
    }
    base::Result<std::optional<transactions::Submission>> find(transactions::MessageDigest digest) override {
        return log_.find(digest);
    }
    base::Result<std::optional<transactions::Submission>> find_by_signature(solana::Signature signature) override {
        return log_.find_by_signature(signature);
    }
    base::Result<std::vector<transactions::Submission>> change(std::set<transactions::MessageDigest> digests,
                                                               const transactions::Decide& decide,
                                                               base::UnixTime now) override {
        return log_.change(std::move(digests), decide, now);
    }
    base::Result<std::set<transactions::MessageDigest>> count_sends(
        std::map<transactions::MessageDigest, solana::Signature> sends) override {
        return log_.count_sends(std::move(sends));
    }
    base::Result<std::vector<std::string>> unfinished_projects(nodes::Shards shards) override {
        return log_.unfinished_projects(shards);
    }
    base::Result<transactions::UnfinishedPage> unfinished(const std::string& project, nodes::Shards shards,
                                                          std::int64_t after, std::size_t max_submissions) override {
        return log_.unfinished(project, shards, after, max_submissions);
    }
    base::Result<std::vector<solana::Signature>> unfinished_of_wallet(const std::string& project,
                                                                      const solana::Pubkey& wallet) override {
        return log_.unfinished_of_wallet(project, wallet);
    }
    base::Result<std::vector<transactions::Submission>> unverified(nodes::Shards shards,
                                                                   std::size_t max_submissions) override {
        return log_.unverified(shards, max_submissions);
    }
    base::Result<void> note_promise(transactions::MessageDigest digest, transactions::PromiseVerdict verdict) override {
        return log_.note_promise(digest, verdict);
    }
    base::Result<transactions::SubmissionTotals> totals(const std::string& project) override {
        return log_.totals(project);
    }
    base::Result<std::vector<transactions::Leader>> leaders(const std::string& project, transactions::Period period,
                                                            std::int64_t first_day, std::size_t max_leaders) override {
        return log_.leaders(project, period, first_day, max_leaders);
    }
    base::Result<void> prune_leaders(base::UnixTime time) override { return log_.prune_leaders(time); }
    base::Result<std::size_t> prune_finished(base::UnixTime before, std::size_t max_submissions) override {
        return log_.prune_finished(before, max_submissions);
    }

  private:
    transactions::SubmissionLog& log_;
};

}  // namespace burner::storage
