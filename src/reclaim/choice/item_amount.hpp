#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <burnandclaim/assets.hpp>

namespace burner::reclaim {

/// How many tokens an item holds. This is what a burn is of; `ui_balance` is never asked.
struct ItemAmount {
    std::uint64_t raw = 0;
    std::uint8_t decimals = 0;

    /// In whole tokens, exact: "1.5".
    std::string to_text() const;
};

/// Computes the amount from `balance` and `decimals`; nullopt if one of them is missing or no such number.
std::optional<ItemAmount> amount_of(const burnandclaim::WalletItem& item);

}  // namespace burner::reclaim
