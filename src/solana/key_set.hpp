#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "solana/pubkey.hpp"

namespace burner::solana {

/// The distinct keys of one message with their flags, in the order they came. Bounded: the network
/// locks at most 64 accounts a transaction. Open addressing in two cache lines; no allocation.
class KeySet {
  public:
    static constexpr std::size_t capacity = 64;

    struct Entry {
        Pubkey key;
        bool is_signer = false;
        bool is_writable = false;
    };

    KeySet() { slots_.fill(free_slot); }

    std::size_t size() const { return size_; }
    const Entry& operator[](std::size_t index) const { return entries_[index]; }

    std::optional<std::size_t> find(const Pubkey& key) const;

    /// Adds a key, or unites its flags with what was there, and returns its index; nullopt when it is new and the set
    /// is full.
    std::optional<std::size_t> insert(const Pubkey& key, bool is_signer, bool is_writable);

  private:
    static constexpr std::uint8_t free_slot = 0xff;

    std::size_t slot_of(const Pubkey& key) const;

    std::array<std::uint8_t, 2 * capacity> slots_;
    std::array<Entry, capacity> entries_;
    std::size_t size_ = 0;
};

}  // namespace burner::solana
