#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace burner::solana {

/// The record of which prints of a master have been made, one bit each. Prints of ordinary masters share markers of 248
/// numbers; a programmable master has one marker for all.
struct EditionMarker {
    base::Bytes ledger;  ///< the first number is the highest bit of the first byte
    bool holds_all_numbers = false;

    bool operator==(const EditionMarker&) const = default;
    bool has(std::uint64_t number) const;
};

/// Reads a marker; nullopt where it is none of either version.
std::optional<EditionMarker> parse_edition_marker(base::ByteView data);

/// Tells whether burning print `number` closes the marker, which then refunds all its lamports: no bit may be left.
/// Only an owner who also holds the master's token (`owns_master`) clears the print's bit by burning it.
bool is_closed_by_burn(const EditionMarker& marker, std::uint64_t number, bool owns_master);

}  // namespace burner::solana
