#pragma once

#include <string>
#include <vector>

#include <burnandclaim/signing.hpp>

#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// What can come back of one account at most.
struct AccountBound {
    solana::Pubkey account;
    base::Lamports bound;
};

/// What the instructions of a transaction do, as far as they have been taken.
struct Effects {
    VerifiedTransaction verified;
    std::vector<std::string> burn_sentences;
    std::vector<AccountBound> bounds;              ///< of what is closed or withdrawn from
    std::vector<solana::Pubkey> closed_or_burned;  ///< in the order of the instructions, each once: can land only once

    base::Lamports bound() const {
        base::Lamports sum;
        for (const AccountBound& account : bounds) sum += account.bound;
        return sum;
    }
};

}  // namespace burner::signing
