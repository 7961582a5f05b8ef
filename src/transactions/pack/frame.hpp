#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "solana/size.hpp"

namespace burner::transactions {

/// What every transaction of a build has besides its groups, and the limits that it keeps.
struct Frame {
    solana::Pubkey payer;
    std::vector<solana::Instruction> instructions;  ///< that every transaction carries
    std::size_t reserve_bytes = 0;                  ///< that stay free
    std::optional<solana::MessageConfig> config;    ///< of version 1; nullopt: version 0
    std::size_t max_keys = solana::KeySet::capacity;
    std::optional<solana::Pubkey> second_signer{};  ///< the wallet, where another pays

    solana::MessageVersion version() const { return config ? solana::MessageVersion::v1 : solana::MessageVersion::v0; }
    /// Returns the most bytes that a transaction may have.
    std::size_t max_bytes() const;
    /// Returns the size of a transaction without a group.
    solana::MessageSize size() const;
};

}  // namespace burner::transactions
