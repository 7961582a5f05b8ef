#include "solana/byte_reader.hpp"
#include "solana/message.hpp"
#include "solana/message_v1.hpp"
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
    for (Pubkey& key : message.keys) reader.copy(std::span{key.bytes});
    reader.copy(std::span{message.blockhash.bytes});
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
        reader.copy(std::span{lookup.table.bytes});
        lookup.writable = reader.bytes();
        lookup.readonly = reader.bytes();
    }
}

/// Tells whether a key is there twice. Every pair is compared, as a transaction has room for at most 64 keys.
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

/// Checks what was read up to the end of the bytes.
void check(ByteReader& reader, const Message& message) {
    if (!reader.failed() && !reader.at_end()) reader.fail(DecodeError::trailing_bytes);
    if (!reader.failed()) check_header(reader, message);
    if (!reader.failed()) check_indices(reader, message);
}

/// Reads a legacy message or one of v0.
Message read_message(ByteReader& reader) {
    Message message;
    read_version(reader, message);
    read_keys(reader, message);
    read_instructions(reader, message);
    read_lookups(reader, message);
    return message;
}

/// Reads a message of v1; its signatures follow.
Message read_v1_message(ByteReader& reader) {
    Message message;
    message.version = MessageVersion::v1;
    reader.byte();
    read_v1(reader, message);
    return message;
}

bool is_v1(base::ByteView bytes) {
    return !bytes.empty() && bytes.front() == v1_byte;
}

std::size_t max_bytes(base::ByteView bytes) {
    return max_transaction_bytes(is_v1(bytes) ? MessageVersion::v1 : MessageVersion::v0);
}

void read_signatures(ByteReader& reader, std::size_t count, std::vector<Signature>& signatures) {
    signatures.resize(reader.count(count, sizeof(Signature)));
    for (Signature& signature : signatures) reader.copy(std::span{signature.bytes});
}

/// Reads a transaction of v1: its signatures come last.
Transaction read_v1_transaction(ByteReader& reader) {
    Transaction transaction;
    transaction.message = read_v1_message(reader);
    read_signatures(reader, transaction.message.required_signatures, transaction.signatures);
    check(reader, transaction.message);
    return transaction;
}

Transaction read_transaction(ByteReader& reader) {
    Transaction transaction;
    if ((reader.peek() & version_flag) != 0) reader.fail(DecodeError::unsupported_version);
    read_signatures(reader, reader.length(sizeof(Signature)), transaction.signatures);
    if (!reader.failed() && transaction.signatures.empty()) reader.fail(DecodeError::no_signatures);
    transaction.message = read_message(reader);
    check(reader, transaction.message);
    if (!reader.failed() && transaction.signatures.size() != transaction.message.required_signatures)
        reader.fail(DecodeError::signature_count);
    return transaction;
}

}  // namespace

base::Result<Message, DecodeError> parse_message(base::ByteView bytes) {
    if (bytes.size() > max_bytes(bytes)) return std::unexpected(DecodeError::too_large);
    ByteReader reader{bytes};
    Message message = is_v1(bytes) ? read_v1_message(reader) : read_message(reader);
    check(reader, message);
    const std::size_t signatures = is_v1(bytes) ? message.required_signatures * sizeof(Signature) : 0;
    if (bytes.size() + signatures > max_bytes(bytes)) return std::unexpected(DecodeError::too_large);
    if (reader.failed()) return std::unexpected(reader.error());
    return message;
}

base::Result<Transaction, DecodeError> parse_transaction(base::ByteView bytes) {
    if (bytes.size() > max_bytes(bytes)) return std::unexpected(DecodeError::too_large);
    ByteReader reader{bytes};
    Transaction transaction = is_v1(bytes) ? read_v1_transaction(reader) : read_transaction(reader);
    if (reader.failed()) return std::unexpected(reader.error());
    return transaction;
}

}  // namespace burner::solana
