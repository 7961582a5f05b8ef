#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/item.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// A part of a wallet that could not be read; the rest is answered all the same.
struct Warning {
    std::string source;
    std::string message;

    bool operator==(const Warning&) const = default;
};

/// What one source knows about a wallet. `slot` is the oldest state that any item rests on; empty when
/// no part of the source answered.
struct Found {
    std::vector<Item> items;
    std::optional<solana::Slot> slot;
    std::vector<Warning> warnings;
};

/// Somewhere that a wallet's things can be looked up. One object per worker thread; a failure is a
/// warning in what was found, never an exception.
class AssetSource {
  public:
    virtual ~AssetSource() = default;
    virtual base::Task<Found> find(solana::Pubkey wallet) = 0;
};

}  // namespace burner::assets
