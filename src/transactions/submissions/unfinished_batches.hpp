#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

/// Reads everything unfinished of some shards once, in batches in which every project has the same share and the
/// projects alternate, so that one project's many submissions do not delay another's few. Called on storage threads,
/// one call at a time.
class UnfinishedBatches {
  public:
    UnfinishedBatches(SubmissionLog& log, nodes::Shards shards) : log_(log), shards_(shards) {}

    /// Reads the next batch, at most `max_count` submissions; empty once all were read.
    base::Result<std::vector<Submission>> next(std::size_t max_count);

  private:
    struct Lane {
        std::string project;
        std::int64_t after = 0;
    };

    base::Result<void> open_lanes();
    /// Takes the front lane's next submissions; the lane moves to the back, or goes when they were its last.
    base::Result<std::vector<Submission>> take_from_front(std::size_t share);

    SubmissionLog& log_;
    nodes::Shards shards_;
    std::optional<std::deque<Lane>> lanes_;  ///< nullopt: the projects were not read yet
};

}  // namespace burner::transactions
