#pragma once

#include "base/semaphore.hpp"

namespace burner::assets {

/// The bounds on the calls that the scans of one worker have under way at the cluster and at indexers, for all wallets
/// together, and thereby on the memory that answers take until they are decoded. Further calls wait in line, each for
/// `patience` at most. Mints, and what else items rest on, have a line of their own, so that what has been begun does
/// not wait behind all that comes after it. So have the pages of indexers, whose slowness holds up no call to the
/// chain. Slices have a line before those of their calls, as a slice that is read takes ten times the memory of one
/// that waits; more of them are read than calls are made, since some wait for prices.
struct ChainReads {
    base::Semaphore lists{32};
    base::Semaphore mints{32};
    base::Semaphore pages{32};
    base::Semaphore slices{128};
    std::chrono::milliseconds patience{15'000};
};

}  // namespace burner::assets
