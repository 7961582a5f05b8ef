#include "solana/compact_u16.hpp"
#include "solana/message.hpp"
#include "solana/message_v1.hpp"

namespace burner::solana {

namespace {

void append_bytes(base::Bytes& out, const base::Bytes& bytes) {
    append_compact_u16(out, static_cast<std::uint16_t>(bytes.size()));
    base::append(out, bytes);
}

std::size_t size_bound(const Message& message) {
    std::size_t size = 80 + message.keys.size() * 32;
    for (const CompiledInstruction& instruction : message.instructions)
        size += 7 + instruction.accounts.size() + instruction.data.size();
    for (const AddressTableLookup& lookup : message.lookups)
        size += 38 + lookup.writable.size() + lookup.readonly.size();
    return size;
}

}  // namespace

base::Bytes serialize(const Message& message) {
    base::Bytes out;
    out.reserve(size_bound(message));
    if (message.version == MessageVersion::v1) {
        out.push_back(v1_byte);
        append_v1(out, message);
        return out;
    }
    if (message.version == MessageVersion::v0) out.push_back(version_flag);
    out.push_back(message.required_signatures);
    out.push_back(message.readonly_signed);
    out.push_back(message.readonly_unsigned);
    append_compact_u16(out, static_cast<std::uint16_t>(message.keys.size()));
    for (const Pubkey& key : message.keys) base::append(out, key.view());
    base::append(out, message.blockhash.bytes);
    append_compact_u16(out, static_cast<std::uint16_t>(message.instructions.size()));
    for (const CompiledInstruction& instruction : message.instructions) {
        out.push_back(instruction.program_index);
        append_bytes(out, instruction.accounts);
        append_bytes(out, instruction.data);
    }
    if (message.version == MessageVersion::legacy) return out;
    append_compact_u16(out, static_cast<std::uint16_t>(message.lookups.size()));
    for (const AddressTableLookup& lookup : message.lookups) {
        base::append(out, lookup.table.view());
        append_bytes(out, lookup.writable);
        append_bytes(out, lookup.readonly);
    }
    return out;
}

}  // namespace burner::solana
