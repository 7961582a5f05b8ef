#pragma once

#include <span>

#include "assets/indexers/compressed_token_indexer.hpp"
#include "upstreams/reading/answer_frame.hpp"

namespace burner::upstreams {

/// Reads the answers of Photon's methods, of both versions where they differ. Refuses what lacks a member that is used,
/// repeats one, or holds a number that does not fit: these answers become instructions.
class PhotonAnswerReader : AnswerFrame {
  public:
    /// Reads getCompressedTokenAccountsByOwnerV2 (below: without V2); refuses accounts that are not `owner`'s.
    Reply<assets::CompressedTokenPage> token_accounts(std::string& body, std::uint64_t id, const solana::Pubkey& owner);
    Reply<assets::CompressedTokenPage> token_accounts_v1(std::string& body, std::uint64_t id,
                                                         const solana::Pubkey& owner);
    /// Reads getValidityProofV2 (below: without V2); refuses a proof that is not of `hashes`, in their order.
    Reply<assets::ValidityProof> validity_proof(std::string& body, std::uint64_t id,
                                                std::span<const assets::Hash> hashes);
    Reply<assets::ValidityProof> validity_proof_v1(std::string& body, std::uint64_t id,
                                                   std::span<const assets::Hash> hashes);
};

}  // namespace burner::upstreams
