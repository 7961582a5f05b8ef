#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "transactions/pack/pack.hpp"

namespace burner::transactions {

/// What something takes of a transaction. A key costs its 32 bytes as well.
struct Room {
    std::uint32_t bytes = 0;
    std::uint32_t keys = 0;
    std::uint32_t instructions = 0;
};

inline constexpr std::uint32_t key_bytes = 32;

/// Groups that are alike to the packer: `own` is what each takes for itself, `shared` names the keys that other
/// groups use too (a program, a mint) and that a transaction pays for once.
struct Kind {
    Room own;
    std::vector<std::uint16_t> shared;
    std::vector<std::size_t> members;  ///< indices of groups, ascending
};

struct PackingProblem {
    Room room;  ///< of one transaction, without the frame
    std::size_t shared_keys = 0;
    std::vector<Kind> kinds;  ///< the biggest first
};

PackingProblem packing_problem(const solana::Pubkey& payer, std::span<const Group> groups,
                               std::span<const solana::Instruction> frame, std::size_t reserve_bytes);

/// How many groups of each kind are in one transaction, or still to be placed.
using KindCounts = std::vector<std::uint32_t>;

/// The contents of one transaction while it is filled.
class Load {
  public:
    explicit Load(const PackingProblem& problem) : problem_(&problem), users_(problem.shared_keys) {}

    /// How many more groups of `kind` fit, at most `wanted`.
    std::uint32_t most(std::size_t kind, std::uint32_t wanted) const;
    void add(std::size_t kind, std::uint32_t count);
    void remove(std::size_t kind, std::uint32_t count);
    /// Keys of `kind` that this transaction would have to take in.
    std::uint32_t new_keys(std::size_t kind) const;

  private:
    const PackingProblem* problem_;
    Room used_;
    std::vector<std::uint32_t> users_;  ///< groups that use each shared key
};

}  // namespace burner::transactions
