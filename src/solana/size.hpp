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
    std::size_t length_bytes = 0;   ///< of the compact-u16 lengths, which version 1 has not
    std::size_t content_bytes = 0;  ///< of account indices and data

    /// Computes what the instructions take in a message, without their keys.
    std::size_t instruction_bytes(MessageVersion version) const;
};

Footprint footprint(std::span<const Instruction> group);

/// The exact size in bytes of the transaction that `compile` and `serialize` would make of the groups
/// added so far. Trying a group costs one look-up a key and changes nothing.
class MessageSize {
  public:
    /// Begins a v0 message, or a v1 message that asks for `config`.
    explicit MessageSize(const Pubkey& payer);
    MessageSize(const Pubkey& payer, const MessageConfig& config);

    std::size_t size() const;
    std::size_t instructions() const { return added_.instructions; }
    std::size_t keys() const { return keys_.size(); }

    /// Computes the size with a group; SIZE_MAX when the group brings more keys or instructions than the network takes.
    std::size_t size_with(const Footprint& group) const;

    /// Adds a group. The caller has seen that `size_with(group)` is acceptable.
    void add(const Footprint& group);

  private:
    /// What is added up.
    struct Total {
        std::size_t keys = 0;
        std::size_t signers = 0;
        std::size_t instructions = 0;
        std::size_t instruction_bytes = 0;
    };

    std::size_t size_of(const Total& total) const;
    Total total_with(const Footprint& group) const;

    MessageVersion version_ = MessageVersion::v0;
    std::size_t config_bytes_ = 0;
    KeySet keys_;
    Total added_{.keys = 1, .signers = 1};
};

}  // namespace burner::solana
