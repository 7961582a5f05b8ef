#pragma once

#include <cstdint>
#include <optional>

namespace burner::solana {

/// What a message of version 1 asks for in its header (SIMD-0385). What is unset is the least that the network knows,
/// not its default: no fee, 0 compute units, 0 bytes of loaded accounts, a heap of 32 KiB.
struct MessageConfig {
    std::optional<std::uint64_t> priority_fee;       ///< lamports, for the whole transaction
    std::optional<std::uint32_t> unit_limit;         ///< compute units
    std::optional<std::uint32_t> loaded_data_limit;  ///< bytes of all accounts
    std::optional<std::uint32_t> heap_size;          ///< bytes, whole KiB from 32 to 256

    bool operator==(const MessageConfig&) const = default;
};

}  // namespace burner::solana
