#include "solana/key_set.hpp"

namespace burner::solana {

std::size_t KeySet::slot_of(const Pubkey& key) const {
    std::size_t slot = std::hash<Pubkey>{}(key) % slots_.size();
    while (slots_[slot] != free_slot && entries_[slots_[slot]].key != key) slot = (slot + 1) % slots_.size();
    return slot;
}

std::optional<std::size_t> KeySet::find(const Pubkey& key) const {
    const std::uint8_t index = slots_[slot_of(key)];
    if (index == free_slot) return std::nullopt;
    return index;
}

std::optional<std::size_t> KeySet::insert(const Pubkey& key, bool is_signer, bool is_writable) {
    std::uint8_t& slot = slots_[slot_of(key)];
    if (slot == free_slot) {
        if (size_ == capacity) return std::nullopt;
        slot = static_cast<std::uint8_t>(size_);
        entries_[size_++] = {key, is_signer, is_writable};
        return slot;
    }
    Entry& entry = entries_[slot];
    entry.is_signer |= is_signer;
    entry.is_writable |= is_writable;
    return slot;
}

}  // namespace burner::solana
