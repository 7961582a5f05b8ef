#pragma once

#include <optional>
#include <string>
#include <vector>

#include <burnandclaim/transactions.hpp>

#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {

/// What a link to the signing page proposes to a wallet (docs/signing-page.md).
struct Proposal {
    solana::Pubkey wallet;
    std::vector<burnandclaim::ItemSelection> items;  ///< empty: all that can be closed
    std::optional<double> donation{};                ///< fraction of the deposits; nullopt: the page suggests its own
};

/// The most items that a link carries.
inline constexpr std::size_t max_proposed = 200;

/// Writes what stands behind the `#` of the link. The error is a sentence for the user: too many items, or one that no
/// link can carry.
base::Result<std::string, std::string> proposal_fragment(const Proposal& proposal);

}  // namespace burner::reclaim
