#include "solana/size.hpp"

#include <cstdint>
#include <stdexcept>

#include "solana/compact_u16.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t signature_bytes = 64;
constexpr std::size_t version_and_header_bytes = 4;
constexpr std::size_t blockhash_bytes = 32;
constexpr std::size_t no_lookups_bytes = 1;

std::size_t size_of(std::size_t signers, std::size_t keys, std::size_t instructions, std::size_t instruction_bytes) {
    return compact_u16_size(signers) + signers * signature_bytes + version_and_header_bytes + compact_u16_size(keys) +
           keys * sizeof(Pubkey) + blockhash_bytes + compact_u16_size(instructions) + instruction_bytes +
           no_lookups_bytes;
}

std::size_t size_of(const Instruction& instruction) {
    const std::size_t accounts = instruction.accounts.size();
    const std::size_t data = instruction.data.size();
    return 1 + compact_u16_size(accounts) + accounts + compact_u16_size(data) + data;
}

void insert(std::vector<KeySet::Entry>& keys, const KeySet::Entry& entry) {
    for (KeySet::Entry& known : keys) {
        if (known.key != entry.key) continue;
        known.is_signer |= entry.is_signer;
        known.is_writable |= entry.is_writable;
        return;
    }
    keys.push_back(entry);
}

}  // namespace

Footprint footprint(std::span<const Instruction> group) {
    Footprint result;
    result.instructions = group.size();
    for (const Instruction& instruction : group) {
        result.instruction_bytes += size_of(instruction);
        insert(result.keys, {instruction.program, false, false});
        for (const AccountMeta& account : instruction.accounts)
            insert(result.keys, {account.key, account.is_signer, account.is_writable});
    }
    return result;
}

MessageSize::MessageSize(const Pubkey& payer) {
    keys_.insert(payer, true, true);
}

std::size_t MessageSize::size() const {
    return size_of(signers_, keys_.size(), instructions_, instruction_bytes_);
}

std::size_t MessageSize::size_with(const Footprint& group) const {
    std::size_t keys = keys_.size();
    std::size_t signers = signers_;
    for (const KeySet::Entry& entry : group.keys) {
        const auto known = keys_.find(entry.key);
        keys += !known;
        signers += entry.is_signer && !(known && keys_[*known].is_signer);
    }
    const std::size_t instructions = instructions_ + group.instructions;
    if (keys > KeySet::capacity || instructions > max_instructions) return SIZE_MAX;
    return size_of(signers, keys, instructions, instruction_bytes_ + group.instruction_bytes);
}

void MessageSize::add(const Footprint& group) {
    for (const KeySet::Entry& entry : group.keys) {
        const auto known = keys_.find(entry.key);
        signers_ += entry.is_signer && !(known && keys_[*known].is_signer);
        if (!keys_.insert(entry.key, entry.is_signer, entry.is_writable))
            throw std::length_error("a message holds at most 64 keys");
    }
    instructions_ += group.instructions;
    instruction_bytes_ += group.instruction_bytes;
}

}  // namespace burner::solana
