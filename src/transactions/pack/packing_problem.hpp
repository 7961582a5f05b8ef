#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "transactions/group.hpp"
#include "transactions/pack/frame.hpp"

namespace burner::transactions {

/// The room that a transaction has, or that something takes of it. A key costs its 32 bytes as well.
struct Capacity {
    std::uint32_t bytes = 0;
    std::uint32_t keys = 0;
    std::uint32_t instructions = 0;
};

inline constexpr std::uint32_t key_bytes = 32;

/// Groups that are alike to the packer: `own` is what each takes for itself, `shared` names the keys that other
/// groups use too (a program, a mint) and that a transaction pays for once.
struct ItemClass {
    Capacity own;
    std::vector<std::uint16_t> shared;
    std::vector<std::size_t> members;  ///< indices of groups, ascending
};

struct PackingProblem {
    Capacity capacity;  ///< of one transaction, without the frame
    std::size_t shared_keys = 0;
    std::vector<ItemClass> classes;  ///< the biggest first
};

PackingProblem packing_problem(const Frame& frame, std::span<const Group> groups);

/// How many groups of each class are in one transaction, or still to be placed.
using ClassCounts = std::vector<std::uint32_t>;

/// The contents of one transaction while it is filled.
class BinLoad {
  public:
    explicit BinLoad(const PackingProblem& problem) : problem_(&problem), users_(problem.shared_keys) {}

    /// Returns how many more groups of `item_class` fit, at most `wanted`.
    std::uint32_t how_many_fit(std::size_t item_class, std::uint32_t wanted) const;
    void add(std::size_t item_class, std::uint32_t count);
    void remove(std::size_t item_class, std::uint32_t count);
    /// Counts the keys of `item_class` that this transaction would have to take in.
    std::uint32_t new_keys(std::size_t item_class) const;

  private:
    const PackingProblem* problem_;
    Capacity used_;
    std::vector<std::uint32_t> users_;  ///< groups that use each shared key
};

}  // namespace burner::transactions
