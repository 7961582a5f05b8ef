#pragma once

#include <string>

#include "base/result.hpp"

namespace burner::assets {

/// The reason why an indexer gave no answer. `method_missing`: the servers do not offer this at all, and are not asked
/// again for a while; `no_answer`: it went wrong this time. `message` is fit for a Warning.
struct IndexerFailure {
    enum class Reason { method_missing, no_answer };

    Reason reason = Reason::no_answer;
    std::string message;

    bool operator==(const IndexerFailure&) const = default;
};

/// Tells whether a failure is worth a warning: an absent index is worth one only where the settings name it
/// (`is_expected`).
inline bool is_worth_telling(const IndexerFailure& failure, bool is_expected) {
    return is_expected || failure.reason != IndexerFailure::Reason::method_missing;
}

template <class T>
using Indexed = base::Result<T, IndexerFailure>;

}  // namespace burner::assets
