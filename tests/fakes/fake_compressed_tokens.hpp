#pragma once

#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "assets/indexers/compressed_token_indexer.hpp"
#include "fakes/rounds.hpp"
#include "fakes/token_bytes.hpp"

namespace burner::fakes {

/// The discriminator of an account whose data are hashed with SHA-256.
inline constexpr std::uint64_t sha_flat_discriminator = 4ULL << 56;

/// Makes a compressed token as the tests want it unless they say otherwise: of version 1, in the queue of a V2 tree.
assets::CompressedTokenAccount compressed_token(std::uint32_t number, const Pubkey& owner, const Pubkey& mint,
                                                std::uint64_t amount);

/// Makes a tree of such tokens as the chain has it, as far as it is read.
base::Bytes light_tree(assets::TreeType type, std::uint64_t fee = 5'000);

/// An index of compressed tokens in memory. What is not proven by index has proofs whose bytes are all 7.
class FakeCompressedTokens final : public assets::CompressedTokenIndexer {
  public:
    // What a test arranges.
    std::vector<assets::CompressedTokenAccount> accounts;
    std::size_t page_size = 1'000;
    std::optional<assets::IndexerFailure> failure = std::nullopt;  ///< of every call
    std::optional<std::size_t> failing_page = std::nullopt;        ///< counted from 0
    std::set<Pubkey> unproven;                                     ///< accounts that have no proof
    std::uint16_t root_index = 77;
    std::function<void(assets::ValidityProof&)> on_proof;
    Rounds* rounds = nullptr;  ///< where every call takes a round trip

    // What a test looks at.
    std::size_t pages = 0;
    std::vector<std::vector<assets::Hash>> proofs;

    base::Task<assets::Indexed<assets::CompressedTokenPage>> get_token_accounts(
        Pubkey owner, std::optional<std::string> cursor) override;
    base::Task<assets::Indexed<assets::ValidityProof>> get_validity_proof(std::vector<assets::Hash> hashes) override;
};

}  // namespace burner::fakes
