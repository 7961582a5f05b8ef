#pragma once

#include "base/semaphore.hpp"

namespace burner::assets {

/// How many calls the scans of one worker may have under way at the cluster and at indexers, all wallets together: what
/// bounds the memory that answers take until they are decoded. The others wait in line, each for `patience` at most.
/// Mints, and what else items rest on, have a line of their own, so that what has been begun is not finished behind all
/// that comes after it; so have the pages of indexers, whose slowness holds up nothing that the chain answers.
struct ChainReads {
    base::Semaphore lists{32};
    base::Semaphore mints{32};
    base::Semaphore pages{32};
    std::chrono::milliseconds patience{15'000};
};

}  // namespace burner::assets
