#include "solana/message_v1.hpp"

namespace burner::solana {

namespace {

/// The bits of the mask that says which values a header has.
constexpr std::uint32_t fee_bits = 0b11;
constexpr std::uint32_t unit_limit_bit = 1U << 2;
constexpr std::uint32_t loaded_data_bit = 1U << 3;
constexpr std::uint32_t heap_bit = 1U << 4;
constexpr std::uint32_t known_bits = fee_bits | unit_limit_bit | loaded_data_bit | heap_bit;

constexpr std::size_t instruction_header_bytes = 4;

std::uint32_t mask_of(const MessageConfig& config) {
    return (config.priority_fee ? fee_bits : 0) | (config.unit_limit ? unit_limit_bit : 0) |
           (config.loaded_data_limit ? loaded_data_bit : 0) | (config.heap_size ? heap_bit : 0);
}

template <class T>
void append_value(base::Bytes& out, const std::optional<T>& value) {
    if (value) base::append_le(out, *value);
}

bool is_heap_size(std::uint32_t bytes) {
    constexpr std::uint32_t kib = 1024;
    return bytes % kib == 0 && bytes >= 32 * kib && bytes <= 256 * kib;
}

MessageConfig read_config(ByteReader& reader, std::uint32_t mask) {
    const std::uint32_t fee = mask & fee_bits;
    MessageConfig config;
    if ((mask & ~known_bits) != 0 || (fee != 0 && fee != fee_bits)) {
        reader.fail(DecodeError::config);
        return config;
    }
    if (fee != 0) config.priority_fee = reader.number<std::uint64_t>();
    if ((mask & unit_limit_bit) != 0) config.unit_limit = reader.number<std::uint32_t>();
    if ((mask & loaded_data_bit) != 0) config.loaded_data_limit = reader.number<std::uint32_t>();
    if ((mask & heap_bit) != 0) config.heap_size = reader.number<std::uint32_t>();
    if (config.heap_size && !is_heap_size(*config.heap_size)) reader.fail(DecodeError::config);
    return config;
}

void read_instructions(ByteReader& reader, std::vector<CompiledInstruction>& instructions) {
    for (CompiledInstruction& instruction : instructions) {
        instruction.program_index = reader.byte();
        instruction.accounts.resize(reader.byte());
        instruction.data.resize(reader.number<std::uint16_t>());
    }
    for (CompiledInstruction& instruction : instructions) {
        reader.copy(std::span{instruction.accounts});
        reader.copy(std::span{instruction.data});
    }
}

}  // namespace

std::size_t config_size(const MessageConfig& config) {
    return sizeof(std::uint32_t) * static_cast<std::size_t>(std::popcount(mask_of(config)));
}

void append_v1(base::Bytes& out, const Message& message) {
    out.push_back(message.required_signatures);
    out.push_back(message.readonly_signed);
    out.push_back(message.readonly_unsigned);
    base::append_le(out, mask_of(message.config));
    base::append(out, message.blockhash.bytes);
    out.push_back(static_cast<std::uint8_t>(message.instructions.size()));
    out.push_back(static_cast<std::uint8_t>(message.keys.size()));
    for (const Pubkey& key : message.keys) base::append(out, key.view());
    append_value(out, message.config.priority_fee);
    append_value(out, message.config.unit_limit);
    append_value(out, message.config.loaded_data_limit);
    append_value(out, message.config.heap_size);
    for (const CompiledInstruction& instruction : message.instructions) {
        out.push_back(instruction.program_index);
        out.push_back(static_cast<std::uint8_t>(instruction.accounts.size()));
        base::append_le(out, static_cast<std::uint16_t>(instruction.data.size()));
    }
    for (const CompiledInstruction& instruction : message.instructions) {
        base::append(out, instruction.accounts);
        base::append(out, instruction.data);
    }
}

void read_v1(ByteReader& reader, Message& message) {
    message.required_signatures = reader.byte();
    message.readonly_signed = reader.byte();
    message.readonly_unsigned = reader.byte();
    const auto mask = reader.number<std::uint32_t>();
    reader.copy(std::span{message.blockhash.bytes});
    const std::size_t instructions = reader.byte();
    const std::size_t keys = reader.byte();
    if (message.required_signatures > max_v1_signatures) return reader.fail(DecodeError::too_many_signatures);
    if (instructions > max_instructions) return reader.fail(DecodeError::instruction_count);
    if (keys > max_v1_keys) return reader.fail(DecodeError::key_count);
    message.keys.resize(reader.count(keys, sizeof(Pubkey)));
    for (Pubkey& key : message.keys) reader.copy(std::span{key.bytes});
    message.config = read_config(reader, mask);
    message.instructions.resize(reader.count(instructions, instruction_header_bytes));
    read_instructions(reader, message.instructions);
}

}  // namespace burner::solana
