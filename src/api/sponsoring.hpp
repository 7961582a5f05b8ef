#pragma once

#include "access/project.hpp"
#include "solana/pubkey.hpp"
#include "transactions/sponsor/sponsor_watch.hpp"

namespace burner::api {

/// Returns the fee of a sponsored transaction without priority.
base::Lamports least_sponsored_fee();

/// Tells whether a project's sponsor pays for a wallet, by what the sponsor held when it was last looked at. Asks
/// nobody; a wallet's budget is asked when it builds.
bool is_sponsored(const access::Project& project, const solana::Pubkey& wallet,
                  const transactions::SponsorBalances& balances);

}  // namespace burner::api
