#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <burnandclaim/assets.hpp>

namespace burner::reclaim {

/// The amount of tokens that an item holds, which a burn is of; never read from `ui_balance`.
struct ItemAmount {
    std::uint64_t raw = 0;
    std::uint8_t decimals = 0;

    /// Writes the amount in whole tokens, exactly: "1.5".
    std::string to_text() const;
};

/// Computes the amount from `balance` and `decimals`; nullopt if one of them is missing or malformed.
std::optional<ItemAmount> amount_of(const burnandclaim::WalletItem& item);

}  // namespace burner::reclaim
