#pragma once

#include <string>
#include <vector>

#include <burnandclaim/signing.hpp>

#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// An account or asset with the most that can come back of it.
struct AccountBound {
    solana::Pubkey account;
    base::Lamports bound;
};

/// What the instructions of a transaction do, as far as they have been taken.
struct Effects {
    VerifiedTransaction verified;
    std::vector<std::string> burn_sentences;
    std::vector<AccountBound> ended;      ///< closed or burned, in the order of the instructions: can land only once
    std::vector<AccountBound> withdrawn;  ///< can land as often as it is signed

    /// Of all of them.
    base::Lamports bound() const {
        base::Lamports sum;
        for (const auto* accounts : {&ended, &withdrawn})
            for (const AccountBound& account : *accounts) sum += account.bound;
        return sum;
    }
};

}  // namespace burner::signing
