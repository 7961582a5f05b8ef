#pragma once

#include <string>
#include <vector>

#include <burnandclaim/signing.hpp>

#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// An account or asset that is closed or burned, or a leaf that is spent, with the most that can come back of it. It
/// can happen only once.
struct Ended {
    std::string name;  ///< no two things have the same
    base::Lamports bound;
};

struct WithdrawnFrom {
    std::string account;
    base::Lamports bound;
};

/// A compressed account that is spent.
struct Leaf {
    solana::Pubkey mint;
    std::string name;
    std::uint64_t amount = 0;
};

/// What the instructions of a transaction do, as far as they have been taken.
struct Effects {
    VerifiedTransaction verified;
    std::vector<std::string> burn_sentences;
    std::vector<Ended> ended;              ///< in the order of the instructions: can land only once
    std::vector<WithdrawnFrom> withdrawn;  ///< can land as often as it is signed
    std::vector<Leaf> leaves;

    /// Sums the bounds of everything that is ended or withdrawn from.
    base::Lamports bound() const {
        base::Lamports sum;
        for (const Ended& one : ended) sum += one.bound;
        for (const WithdrawnFrom& one : withdrawn) sum += one.bound;
        return sum;
    }
};

}  // namespace burner::signing
