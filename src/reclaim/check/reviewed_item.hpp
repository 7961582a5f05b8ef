#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "reclaim/reclaim_choice.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {

/// What the user saw of one token account, Core asset, compressed NFT or compressed token and agreed to. Transactions
/// are held against it.
struct ReviewedItem {
    std::string type;
    std::string address;
    std::string action;
    solana::Pubkey account;
    bool is_core_asset = false;
    solana::Pubkey mint;                     ///< of tokens
    solana::Pubkey token_program;            ///< of tokens
    std::uint64_t reclaimable_lamports = 0;  ///< by this action
    std::uint64_t balance = 0;               ///< raw; only for burns
    std::uint8_t decimals = 0;               ///< only for burns
};

/// The chosen items, or a sentence naming the item whose description makes no sense.
base::Result<std::vector<ReviewedItem>, std::string> reviewed_items(const Choice& choice);

}  // namespace burner::reclaim
