#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "assets/decide/holding.hpp"
#include "assets/facts/mint_metadata.hpp"
#include "assets/search/chain_scan.hpp"
#include "assets/search/packed_holdings.hpp"

namespace burner::assets {

/// What the chain says of the mints of a slice.
struct SliceFacts {
    std::vector<std::optional<ListedMint>> mints;  ///< by their places
    MetadataOf metadata;
    Backings backings;
    Prices prices;
    bool is_metadata_read = false;
    std::optional<solana::Slot> slot;  ///< the oldest read
    std::vector<Warning> warnings;

    /// Returns the mint at this place; nullopt without a place, or where it could not be read.
    std::optional<solana::Mint> mint_at(std::optional<std::size_t> place) const;
    /// Returns the facts of a holding, borrowed from this and from what is given.
    Facts of(const Holding& holding, const std::optional<solana::Mint>& mint,
             const std::optional<solana::Rent>& rent) const;
};

/// Warns of mints that could not be read: their accounts are listed all the same.
Warning no_mints(std::string message);
/// Warns of metadata that could not be read: fungible tokens are listed without their names, what may be an NFT as
/// blocked.
Warning no_metadata(std::string message);

/// Warns that positions and shares of pools could not be told: what may be one is listed as blocked.
Warning no_backings(std::string message);

/// Reads mints, and the metadata, the backing and the prices of those that the wallet has a balance of, in two rounds
/// of calls: what can be foreseen is read with the mints. What could not be read is a warning, and the accounts are
/// listed all the same.
base::Task<SliceFacts> read_facts(std::shared_ptr<ChainScan> scan, const PackedHoldings& slice, Masters masters);

}  // namespace burner::assets
