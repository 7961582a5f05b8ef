#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/item.hpp"
#include "solana/purse.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// A part of a wallet that could not be read; the rest is answered all the same.
struct Warning {
    std::string source;
    std::string message;

    bool operator==(const Warning&) const = default;
};

/// A part of what a source knows about a wallet. `slot` is the oldest state that any item rests on; nullopt when the
/// source did not answer.
struct Found {
    std::vector<Item> items;
    std::optional<solana::Slot> slot;
    std::vector<Warning> warnings;
    std::optional<solana::Purse> purse;  ///< of the source that read it
    bool more = false;                   ///< the source has the next items at hand
};

}  // namespace burner::assets
