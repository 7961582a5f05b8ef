#include "solana/byte_reader.hpp"
#include "solana/message.hpp"
#include "solana/transaction.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t max_keys = 256;

void read_version(ByteReader& reader, Message& message) {
    message.version = MessageVersion::legacy;
    if ((reader.peek() & version_flag) == 0) return;
    if (reader.byte() != version_flag) reader.fail(DecodeError::unsupported_version);
    message.version = MessageVersion::v0;
}

void read_keys(ByteReader& reader, Message& message) {
    message.required_signatures = reader.byte();
    message.readonly_signed = reader.byte();
    message.readonly_unsigned = reader.byte();
    message.keys.resize(reader.length(sizeof(Pubkey)));
    for (Pubkey& key : message.keys) reader.copy(key.bytes);
    reader.copy(message.blockhash.bytes);
}

void read_instructions(ByteReader& reader, Message& message) {
    const std::size_t count = reader.length(3);
    if (count > max_instructions) return reader.fail(DecodeError::instruction_count);
    message.instructions.resize(count);
    for (CompiledInstruction& instruction : message.instructions) {
        instruction.program_index = reader.byte();
        instruction.accounts = reader.bytes();
        instruction.data = reader.bytes();
    }
}

void read_lookups(ByteReader& reader, Message& message) {
    if (message.version == MessageVersion::legacy) return;
    message.lookups.resize(reader.length(sizeof(Pubkey) + 2));
    for (AddressTableLookup& lookup : message.lookups) {
        reader.copy(lookup.table.bytes);
        lookup.writable = reader.bytes();
        lookup.readonly = reader.bytes();
    }
}

/// At most 38 keys fit into a packet.
bool has_duplicate(const std::vector<Pubkey>& keys) {
    for (std::size_t i = 1; i < keys.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (keys[i] == keys[j]) return true;
    return false;
}

void check_header(ByteReader& reader, const Message& message) {
    if (message.required_signatures == 0) return reader.fail(DecodeError::no_signatures);
    const std::size_t described = std::size_t{message.required_signatures} + message.readonly_unsigned;
    if (described > message.keys.size() || message.readonly_signed >= message.required_signatures)
        return reader.fail(DecodeError::key_count);
    if (has_duplicate(message.keys)) reader.fail(DecodeError::duplicate_key);
}

void check_indices(ByteReader& reader, const Message& message) {
    std::size_t all = message.keys.size();
    for (const AddressTableLookup& lookup : message.lookups) {
        const std::size_t loaded = lookup.writable.size() + lookup.readonly.size();
        if (loaded == 0) return reader.fail(DecodeError::lookup);
        all += loaded;
    }
    if (all > max_keys) return reader.fail(DecodeError::key_count);
    for (const CompiledInstruction& instruction : message.instructions) {
        if (instruction.program_index == 0 || instruction.program_index >= message.keys.size())
            return reader.fail(DecodeError::program_index);
        for (const std::uint8_t account : instruction.accounts)
            if (account >= all) return reader.fail(DecodeError::account_index);
    }
}

Message read_message(ByteReader& reader) {
    Message message;
    read_version(reader, message);
    read_keys(reader, message);
    read_instructions(reader, message);
    read_lookups(reader, message);
    if (!reader.failed() && !reader.at_end()) reader.fail(DecodeError::trailing_bytes);
    if (!reader.failed()) check_header(reader, message);
    if (!reader.failed()) check_indices(reader, message);
    return message;
}

}  // namespace

base::Result<Message, DecodeError> parse_message(base::ByteView bytes) {
    if (bytes.size() > max_transaction_bytes) return std::unexpected(DecodeError::too_large);
    ByteReader reader{bytes};
    Message message = read_message(reader);
    if (reader.failed()) return std::unexpected(reader.error());
    return message;
}

base::Result<Transaction, DecodeError> parse_transaction(base::ByteView bytes) {
    if (bytes.size() > max_transaction_bytes) return std::unexpected(DecodeError::too_large);
    ByteReader reader{bytes};
    Transaction transaction;
    transaction.signatures.resize(reader.length(sizeof(Signature)));
    if (!reader.failed() && transaction.signatures.empty()) reader.fail(DecodeError::no_signatures);
    for (Signature& signature : transaction.signatures) reader.copy(signature.bytes);
    transaction.message = read_message(reader);
    if (reader.failed()) return std::unexpected(reader.error());
    if (transaction.signatures.size() != transaction.message.required_signatures)
        return std::unexpected(DecodeError::signature_count);
    return transaction;
}

}  // namespace burner::solana
