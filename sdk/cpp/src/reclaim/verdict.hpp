#pragma once

#include <cstddef>
#include <vector>

#include <burnandclaim/errors.hpp>
#include <burnandclaim/signing.hpp>

namespace burnandclaim {

/// Returns what may be signed; throws SigningRefusedError otherwise. The transactions were those of the answer from
/// `first` on.
inline std::vector<burner::signing::VerifiedTransaction> verified_or_throw(burner::signing::Verdict verdict,
                                                                           std::size_t first = 0) {
    if (auto* refusal = std::get_if<burner::signing::Refusal>(&verdict)) {
        if (refusal->transaction) *refusal->transaction += first;
        throw SigningRefusedError(*refusal);
    }
    return std::get<0>(std::move(verdict));
}

}  // namespace burnandclaim
