#pragma once

#include "storage/database.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// Submissions in the database. Owned by app; the Database outlives it. A row that cannot be read (a newer server's
/// type of item) fails as `internal`.
class SubmissionLog final : public transactions::SubmissionLog {
  public:
    explicit SubmissionLog(Database& database) : database_(database) {}

    base::Result<std::vector<transactions::Recorded>> record(
        std::vector<transactions::Submission> submissions) override;
    base::Result<std::optional<transactions::Submission>> find(transactions::MessageDigest digest) override;
    base::Result<std::optional<transactions::Submission>> find_by_signature(solana::Signature signature) override;
    base::Result<std::vector<transactions::Submission>> change(std::set<transactions::MessageDigest> digests,
                                                               const transactions::Decide& decide,
                                                               base::UnixTime now) override;
    base::Result<std::set<transactions::MessageDigest>> count_sends(
        std::map<transactions::MessageDigest, solana::Signature> sends) override;
    base::Result<std::vector<std::string>> unfinished_projects(nodes::Shards shards) override;
    base::Result<transactions::UnfinishedPage> unfinished(const std::string& project, nodes::Shards shards,
                                                          std::int64_t after, std::size_t max_submissions) override;
    base::Result<std::vector<solana::Signature>> unfinished_of_wallet(const std::string& project,
                                                                      const solana::Pubkey& wallet) override;
    base::Result<std::vector<transactions::Submission>> unverified(nodes::Shards shards,
                                                                   std::size_t max_submissions) override;
    base::Result<void> note_promise(transactions::MessageDigest digest, transactions::PromiseVerdict verdict) override;
    base::Result<transactions::SubmissionTotals> totals(const std::string& project) override;
    base::Result<std::vector<transactions::Leader>> leaders(const std::string& project, transactions::Period period,
                                                            std::int64_t first_day, std::size_t max_leaders) override;
    base::Result<void> prune_leaders(base::UnixTime time) override;
    base::Result<std::size_t> prune_finished(base::UnixTime before, std::size_t max_submissions) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
