#pragma once

#include <span>
#include <vector>

#include "solana/key_set.hpp"
#include "solana/message.hpp"

namespace burner::solana {

/// The size that a group of instructions adds to a message, worked out once and tried against many.
struct Footprint {
    std::vector<KeySet::Entry> keys;  ///< distinct
    std::size_t instructions = 0;
    std::size_t instruction_bytes = 0;
};

Footprint footprint(std::span<const Instruction> group);

/// The exact size in bytes of the transaction that `compile` and `serialize` would make of the groups
/// added so far. Trying a group costs one look-up a key and changes nothing.
class MessageSize {
  public:
    explicit MessageSize(const Pubkey& payer);

    std::size_t size() const;
    std::size_t instructions() const { return instructions_; }
    std::size_t keys() const { return keys_.size(); }

    /// Computes the size with a group; SIZE_MAX when the group brings more keys or instructions than the network takes.
    std::size_t size_with(const Footprint& group) const;

    /// Adds a group. The caller has seen that `size_with(group)` is acceptable.
    void add(const Footprint& group);

  private:
    KeySet keys_;
    std::size_t signers_ = 1;
    std::size_t instructions_ = 0;
    std::size_t instruction_bytes_ = 0;
};

}  // namespace burner::solana
