#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "assets/decide/holding.hpp"
#include "assets/facts/mint_metadata.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/price_source.hpp"
#include "assets/search/chain_scan.hpp"

namespace burner::assets {

/// The part of a compressed token that is kept until it is listed.
struct ListedToken {
    solana::Pubkey address;
    solana::Pubkey mint;
    std::uint64_t amount = 0;
    std::optional<BlockedCode> blocked;  ///< whatever the mint says
    bool is_frozen = false;
};

/// Some tokens and their mints, as many as one call reads.
struct CompressedSlice {
    std::vector<ListedToken> tokens;
    std::vector<solana::Pubkey> mints;  ///< each once
};

/// Slices the accounts in their order, and leaves out those that are not the wallet's.
std::vector<CompressedSlice> slices_of(const solana::Pubkey& wallet,
                                       const std::vector<CompressedTokenAccount>& accounts);

/// The facts that the chain and the prices give for a slice.
struct CompressedFacts {
    struct OfMint {
        ListedMint mint;
        solana::Pubkey program;
        std::optional<solana::Pubkey> authority;
        bool has_pool = false;
    };

    Owner owner;
    std::unordered_map<solana::Pubkey, OfMint> mints;  ///< those that could be read
    MetadataOf metadata;
    Backings backings;
    Prices prices;
    std::optional<solana::Slot> slot;  ///< the oldest read
    std::vector<Warning> warnings;
};

base::Task<CompressedFacts> read_facts(std::shared_ptr<ChainScan> scan, const CompressedSlice& slice);

Item to_item(const ListedToken& token, const CompressedFacts& facts);

}  // namespace burner::assets
