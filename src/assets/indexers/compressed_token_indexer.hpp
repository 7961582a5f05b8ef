#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assets/hash.hpp"
#include "assets/indexers/indexer_failure.hpp"
#include "base/bytes.hpp"
#include "base/lamports.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// The words of Photon's `treeType`. A V1 tree's queue takes what is nullified, a V2 tree's what is new.
enum class TreeType : std::uint8_t { state_v1 = 1, address_v1 = 2, state_v2 = 3, address_v2 = 4 };

/// Where a compressed account lives. Indexers of the first version know neither queue nor type.
struct TreePlace {
    solana::Pubkey tree;
    std::optional<solana::Pubkey> queue;
    std::optional<TreeType> type;
    std::uint32_t leaf_index = 0;

    bool operator==(const TreePlace&) const = default;
};

/// An account of the compressed token program, which exists only as a leaf.
struct CompressedTokenAccount {
    Hash hash{};
    TreePlace place;
    bool prove_by_index = false;       ///< still in the queue of its tree: needs no validity proof
    std::optional<std::uint64_t> seq;  ///< of the tree; absent while in the queue
    solana::Pubkey program;            ///< that owns the account
    base::Lamports lamports;
    std::uint64_t discriminator = 0;  ///< of the account's data: which version of it was hashed
    solana::Pubkey owner;
    solana::Pubkey mint;
    std::uint64_t amount = 0;
    std::optional<solana::Pubkey> delegate;
    bool is_frozen = false;
    base::Bytes tlv;  ///< extensions; empty without any

    bool operator==(const CompressedTokenAccount&) const = default;
};

struct CompressedTokenPage {
    solana::Slot slot = 0;
    std::vector<CompressedTokenAccount> accounts;
    std::optional<std::string> next;  ///< cursor of the next page; absent after the last one
};

/// The most pages of a wallet that are read, each of up to 1,000 accounts: for a list and for a build alike, so that
/// what is listed can be built.
inline constexpr int max_token_pages = 1'000;

/// A Groth16 proof, compressed as the programs take it.
struct CompressedProof {
    std::array<std::uint8_t, 32> a{};
    std::array<std::uint8_t, 64> b{};
    std::array<std::uint8_t, 32> c{};

    bool operator==(const CompressedProof&) const = default;
};

struct ProvenAccount {
    Hash hash{};
    TreePlace place;
    bool prove_by_index = false;  ///< then `root_index` has no meaning
    std::uint16_t root_index = 0;

    bool operator==(const ProvenAccount&) const = default;
};

/// A proof that accounts exist. No `proof` is needed where all of them are proven by index.
struct ValidityProof {
    solana::Slot slot = 0;
    std::optional<CompressedProof> proof;
    std::vector<ProvenAccount> accounts;  ///< in the order asked
};

/// Photon's index of compressed token accounts. What it says is proven on the chain: wrong bytes make a transaction
/// fail. One object per worker thread; calls are awaited on that thread.
class CompressedTokenIndexer {
  public:
    virtual ~CompressedTokenIndexer() = default;

    /// Reads a page of up to 1,000 accounts, from the start or a page's `next`.
    virtual base::Task<Indexed<CompressedTokenPage>> get_token_accounts(solana::Pubkey owner,
                                                                        std::optional<std::string> cursor) = 0;
    /// Returns one proof for all `hashes`. The programs verify proofs of 1, 2, 3, 4 and 8 accounts.
    virtual base::Task<Indexed<ValidityProof>> get_validity_proof(std::vector<Hash> hashes) = 0;
};

}  // namespace burner::assets
