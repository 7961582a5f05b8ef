#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "solana/instruction.hpp"

/// Compressed tokens of the Light protocol: leaves of shared Merkle trees, whose tokens lie in pools of their mint.
/// Spending one nullifies its leaf and takes its amount out of the pools. The programs compute each leaf anew from
/// what the instruction says of it (owner, mint, amount, delegate, place) and fail unless it is in the tree, so an
/// indexer that lies gets a transaction that fails, never another burn than the instruction says. Frozen tokens, tokens
/// with extensions (TLV) or lamports of their own have other leaves than these instructions can say.
namespace burner::solana::light_token {

/// How token data makes up the leaf: V1 and V2 by Poseidon, the amount in little and big endian; `sha_flat` by SHA-256.
enum class Version : std::uint8_t { v1 = 1, v2 = 2, sha_flat = 3 };

/// Tells the version by the `discriminator` of the compressed account: its 8 bytes as one little-endian integer, as
/// Photon shows it. nullopt where it is no token.
std::optional<Version> version_of(std::uint64_t discriminator);

/// V2 trees are filled in batches from a queue; while a leaf waits there, its index is all the proof it needs.
enum class TreeKind : std::uint8_t { v1, v2 };

struct CompressedToken {
    Pubkey mint;
    Pubkey owner;
    std::uint64_t amount = 0;
    std::optional<Pubkey> delegate;  ///< part of the leaf; the owner needs no consent of it
    Version version = Version::v1;
    TreeKind tree_kind = TreeKind::v1;
    Pubkey tree;
    Pubkey queue;  ///< V1: of nullifiers; V2: of outputs
    std::uint32_t leaf_index = 0;
    std::uint16_t root_index = 0;  ///< of the root that the validity proof is for; 0 where proved by index
    bool is_proved_by_index = false;
};

/// An account where a mint's compressed tokens lie; a mint may have up to `max_pools`.
struct Pool {
    Pubkey address;
    std::uint8_t index = 0;
    std::uint8_t bump = 0;

    bool operator==(const Pool&) const = default;
};

inline constexpr std::uint8_t max_pools = 5;

/// Derives a pool. Mints with Token-2022 extensions that restrict transfers (fee, hook, pausable, permanent delegate,
/// default state, close authority) have their pools elsewhere and cannot be spent with the instructions below.
Pool find_pool(const Pubkey& mint, std::uint8_t index);

/// The amount that a pool holds, or that is taken out of it.
struct PoolAmount {
    Pool pool;
    std::uint64_t amount = 0;

    bool operator==(const PoolAmount&) const = default;
};

/// Takes `amount` out of as few of the pools as possible; nullopt where they hold less.
std::optional<std::vector<PoolAmount>> withdraw(std::vector<PoolAmount> balances, std::uint64_t amount);

/// Sums the amounts; nullopt where 64 bits do not hold it.
std::optional<std::uint64_t> total_amount(std::span<const CompressedToken> tokens);

/// Tells whether one instruction can spend both: of one mint, owner and kind of tree, and both with `burn` or neither.
bool may_share(const CompressedToken& one, const CompressedToken& other);

/// Says how many of `available` tokens one instruction can spend. Proofs of V1 trees exist for 1, 2, 3, 4 and 8 leaves;
/// `decompress` takes 8.
std::size_t inputs_of_one_instruction(TreeKind kind, std::size_t available);

/// A Groth16 proof: a, b and c one after the other.
using Proof = std::array<std::uint8_t, 128>;

struct Spending {
    Pubkey payer;  ///< of the fee and of what the protocol takes for nullifying (accounts/light_tree.hpp)
    Pubkey token_program;
    std::vector<CompressedToken> tokens;  ///< at least one; all may share an instruction
    std::optional<Proof> proof;           ///< of the tokens that are not proved by index; nullopt where all are
    std::vector<PoolAmount> withdrawals;  ///< at least one, together the amount of the tokens
};

/// Makes a `burn`: the tokens leave the pools and the supply. Takes only `Version::v1` tokens, whichever tree they are
/// in: the program takes all for V1. Up to 5 pools; it empties one after the other, whatever is given here as the
/// amount of each.
Instruction burn(const Spending& spending);

/// Makes a `Transfer2`: tokens of any version go to `account`, an account of the mint under the token program.
Instruction decompress(const Spending& spending, const Pubkey& account, std::uint8_t decimals);

/// What one of these instructions takes out of the pools.
struct Spent {
    Pubkey mint;
    std::uint64_t amount = 0;
    std::size_t tokens = 0;         ///< compressed accounts
    std::optional<Pubkey> account;  ///< that gets the amount; nullopt where it is burned
    Pubkey owner;                   ///< of all the compressed accounts

    bool operator==(const Spent&) const = default;
};

/// Says what an instruction spends; nullopt unless the bytes are as `burn` or `decompress` makes them.
std::optional<Spent> spent(const Instruction& instruction);

/// One of the compressed accounts that it spends: a leaf keeps its tree and its index for life.
struct SpentLeaf {
    Pubkey tree;
    std::uint32_t index = 0;
    std::uint64_t amount = 0;

    bool operator==(const SpentLeaf&) const = default;
};

/// Returns `Spent::tokens` of them; empty where `spent` is nullopt.
std::vector<SpentLeaf> spent_leaves(const Instruction& instruction);

}  // namespace burner::solana::light_token
