#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/protection.hpp"
#include "transactions/fee_payer.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/rebate.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// The most bytes that a client can have left free in every transaction.
inline constexpr std::size_t max_reserve_bytes = 400;

/// The versions of transactions that a wallet signs; at least one.
struct Versions {
    bool v0 = true;
    bool v1 = false;
};

/// A client's request (docs/openapi.yaml, `BuildTransactionsRequest`) and the project that it is for. Whoever makes one
/// keeps the bounds: `check` passes its items, `reserve_bytes` is at most `max_reserve_bytes`, and a donation has a
/// wallet that is not the one that donates.
struct BuildRequest {
    solana::Pubkey wallet;
    std::vector<Selection> items;
    DonationShare donation;
    PriorityLevel priority = PriorityLevel::medium;
    std::size_t reserve_bytes = 100;
    Versions versions{};
    FeePayer fee_payer{};  ///< `automatic` only where the project has a sponsor
    std::string project;
    std::string cluster;  ///< genesis hash that the tickets are bound to
    std::optional<solana::Pubkey> donation_wallet;
    bool test_mode = false;
    assets::Protection protection{};  ///< the project's
};

}  // namespace burner::transactions
