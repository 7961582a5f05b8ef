#pragma once

#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// The terms on which a key of the operator, the sponsor, pays the network for the wallets of a project. It is repaid
/// in the same transaction, so it loses only the fees of what fails on the chain. A day is one of UTC. Each budget is
/// the most that may be at risk or lost in a day.
struct Sponsorship {
    Pubkey sponsor;
    base::Lamports project_budget;
    base::Lamports key_budget;     ///< of each API key
    base::Lamports wallet_budget;  ///< of each wallet, over all projects
    base::Lamports floor;          ///< what the sponsor keeps, whatever is at risk

    bool operator==(const Sponsorship&) const = default;
};

}  // namespace burner::solana
