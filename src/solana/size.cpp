#include "solana/size.hpp"

#include <cstdint>
#include <stdexcept>

#include "solana/compact_u16.hpp"
#include "solana/message_v1.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t signature_bytes = 64;
constexpr std::size_t blockhash_bytes = 32;
constexpr std::size_t version_and_header_bytes = 4;
constexpr std::size_t no_lookups_bytes = 1;
constexpr std::size_t v1_fixed_bytes = version_and_header_bytes + sizeof(std::uint32_t) + blockhash_bytes + 2;
constexpr std::size_t v1_instruction_header_bytes = 4;

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
        const std::size_t accounts = instruction.accounts.size();
        const std::size_t data = instruction.data.size();
        result.length_bytes += compact_u16_size(accounts) + compact_u16_size(data);
        result.content_bytes += accounts + data;
        insert(result.keys, {instruction.program, false, false});
        for (const AccountMeta& account : instruction.accounts)
            insert(result.keys, {account.key, account.is_signer, account.is_writable});
    }
    return result;
}

std::size_t Footprint::instruction_bytes(MessageVersion version) const {
    if (version == MessageVersion::v1) return instructions * v1_instruction_header_bytes + content_bytes;
    return instructions + length_bytes + content_bytes;
}

MessageSize::MessageSize(const Pubkey& payer) {
    keys_.insert(payer, true, true);
}

MessageSize::MessageSize(const Pubkey& payer, const MessageConfig& config) : MessageSize(payer) {
    version_ = MessageVersion::v1;
    config_bytes_ = config_size(config);
}

std::size_t MessageSize::size_of(const Total& total) const {
    const std::size_t alike = total.signers * signature_bytes + total.keys * sizeof(Pubkey) + total.instruction_bytes;
    if (version_ == MessageVersion::v1) return v1_fixed_bytes + config_bytes_ + alike;
    return compact_u16_size(total.signers) + version_and_header_bytes + compact_u16_size(total.keys) + blockhash_bytes +
           compact_u16_size(total.instructions) + no_lookups_bytes + alike;
}

std::size_t MessageSize::size() const {
    return size_of(added_);
}

MessageSize::Total MessageSize::total_with(const Footprint& group) const {
    Total total = added_;
    for (const KeySet::Entry& entry : group.keys) {
        const auto known = keys_.find(entry.key);
        total.keys += !known;
        total.signers += entry.is_signer && !(known && keys_[*known].is_signer);
    }
    total.instructions += group.instructions;
    total.instruction_bytes += group.instruction_bytes(version_);
    return total;
}

std::size_t MessageSize::size_with(const Footprint& group) const {
    const Total total = total_with(group);
    if (total.keys > KeySet::capacity || total.instructions > max_instructions) return SIZE_MAX;
    return size_of(total);
}

void MessageSize::add(const Footprint& group) {
    added_ = total_with(group);
    for (const KeySet::Entry& entry : group.keys) {
        if (!keys_.insert(entry.key, entry.is_signer, entry.is_writable))
            throw std::length_error("a message holds at most 64 keys");
    }
}

}  // namespace burner::solana
