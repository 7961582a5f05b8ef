#pragma once

#include <string>

#include "base/result.hpp"

namespace burner::assets {

/// Why an indexer gave nothing. `method_missing`: the servers do not offer this at all, and are not asked again for a
/// while; `no_answer`: it went wrong this time. `message` is fit for a Warning.
struct IndexerFailure {
    enum class Reason { method_missing, no_answer };

    Reason reason = Reason::no_answer;
    std::string message;

    bool operator==(const IndexerFailure&) const = default;
};

/// A cluster without an index is as good as any: its absence is told only where somebody has said that there is one
/// (`is_expected`).
inline bool is_worth_telling(const IndexerFailure& failure, bool is_expected) {
    return is_expected || failure.reason != IndexerFailure::Reason::method_missing;
}

template <class T>
using Indexed = base::Result<T, IndexerFailure>;

}  // namespace burner::assets
