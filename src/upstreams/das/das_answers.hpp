#pragma once

#include <unordered_map>

#include "assets/indexers/asset_indexer.hpp"
#include "upstreams/reading/answer_frame.hpp"

namespace burner::upstreams {

/// What an answer says about its own page.
struct DasPage {
    std::size_t entries = 0;             ///< also those that could not be read
    std::optional<std::uint64_t> limit;  ///< that the server has applied
    std::string cursor;                  ///< empty where pages are counted
    std::optional<solana::Pubkey> first;
};

struct DasAssets {
    std::vector<assets::IndexedAsset> assets;
    DasPage page;
};

template <class T>
using DasById = std::unordered_map<solana::Pubkey, T>;

/// Reads the answers of the Digital Asset Standard's methods (Metaplex' reference implementation and what providers
/// make of it). An entry that cannot be read is left out; a member of one that cannot be read counts as absent. An
/// answer that has no list, or repeats a member that is used, is refused.
class DasAnswerReader : AnswerFrame {
  public:
    /// Reads getAssetsByOwner.
    Reply<DasAssets> assets(std::string& body, std::uint64_t id);
    /// Reads getAssets and getAssetBatch.
    Reply<DasById<assets::IndexedAsset>> asset_batch(std::string& body, std::uint64_t id);
    /// Reads getAsset.
    Reply<std::optional<assets::IndexedAsset>> asset(std::string& body, std::uint64_t id);
    /// Reads getAssetProofs and getAssetProofBatch.
    Reply<DasById<assets::AssetProof>> proof_batch(std::string& body, std::uint64_t id);
    /// Reads getAssetProof.
    Reply<std::optional<assets::AssetProof>> proof(std::string& body, std::uint64_t id);
};

}  // namespace burner::upstreams
