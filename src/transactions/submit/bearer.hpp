#pragma once

#include <optional>
#include <string>

#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Who hands a ticket in.
struct Bearer {
    solana::Pubkey wallet;
    std::string project;
    std::string cluster;  ///< genesis hash
    bool test_mode = false;
};

/// Says why a ticket is another one's; nullopt where it was issued to the bearer.
std::optional<SubmitFailure> why_foreign(const Ticket& ticket, const Bearer& bearer);

}  // namespace burner::transactions
