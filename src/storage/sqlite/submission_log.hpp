#pragma once

#include "storage/sqlite/database.hpp"
#include "transactions/submission_log.hpp"

namespace burner::storage {

/// Submissions in SQLite, kept for ever: they are the record behind the statistics. Owned by app; the database
/// outlives it. A row that cannot be read (a newer server's type of item) fails as `internal`.
class SqliteSubmissionLog final : public transactions::SubmissionLog {
  public:
    explicit SqliteSubmissionLog(Database& database) : database_(database) {}

    base::Result<std::vector<transactions::Recorded>> record(
        std::vector<transactions::Submission> submissions) override;
    base::Result<std::optional<transactions::Submission>> find(transactions::MessageDigest digest) override;
    base::Result<std::optional<transactions::Submission>> find_by_signature(solana::Signature signature) override;
    base::Result<void> update(transactions::MessageDigest digest, transactions::Progress progress) override;
    base::Result<std::vector<transactions::Submission>> unfinished() override;

  private:
    Database& database_;
};

}  // namespace burner::storage
