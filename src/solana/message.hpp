#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "solana/instruction.hpp"
#include "solana/message_config.hpp"

namespace burner::solana {

/// A recent block's hash: the transaction's expiry and its guard against replay.
struct Blockhash {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Blockhash&) const = default;
};

struct CompiledInstruction {
    std::uint8_t program_index = 0;
    base::Bytes accounts;  ///< indices into the message's keys
    base::Bytes data;

    bool operator==(const CompiledInstruction&) const = default;
};

struct AddressTableLookup {
    Pubkey table;
    base::Bytes writable;
    base::Bytes readonly;

    bool operator==(const AddressTableLookup&) const = default;
};

enum class MessageVersion { legacy, v0, v1 };

/// The high bit of the byte in front of a message that is not legacy; its other bits are the version.
inline constexpr std::uint8_t version_flag = 0x80;

/// The first byte of a message of version 1, and of its transaction: the signatures of that version come last.
inline constexpr std::uint8_t v1_byte = version_flag | 1;

/// The network's limit of top-level instructions (SIMD-0160).
inline constexpr std::size_t max_instructions = 64;

/// The network's limits of a message of version 1 (SIMD-0385).
inline constexpr std::size_t max_v1_keys = 64;
inline constexpr std::size_t max_v1_signatures = 12;

/// A message as it travels. `keys` are ordered: writable signers, read-only signers, writable, read-only.
struct Message {
    MessageVersion version = MessageVersion::v0;
    std::uint8_t required_signatures = 0;
    std::uint8_t readonly_signed = 0;
    std::uint8_t readonly_unsigned = 0;
    std::vector<Pubkey> keys;
    Blockhash blockhash;
    std::vector<CompiledInstruction> instructions;
    std::vector<AddressTableLookup> lookups;  ///< v0 only
    MessageConfig config;                     ///< v1 only

    bool operator==(const Message&) const = default;
    bool is_signer(std::size_t key) const { return key < required_signatures; }
    /// Answers for keys that a lookup loads too: all writable ones, then all read-only ones, after `keys`.
    bool is_writable(std::size_t key) const;
};

/// Why bytes are not a message or transaction of the network; `to_text` names it.
enum class DecodeError {
    truncated,
    trailing_bytes,
    too_large,
    not_minimal,          ///< a compact-u16 longer than it must be
    unsupported_version,  ///< v2 and later, or v1 behind the signatures
    no_signatures,
    too_many_signatures,  ///< more than 12 in v1
    signature_count,      ///< differs from the header
    key_count,            ///< header and keys contradict each other, or more than 256 keys, 64 in v1
    duplicate_key,
    program_index,  ///< the fee payer, a loaded key, or outside
    account_index,
    lookup,             ///< a table that loads nothing
    instruction_count,  ///< more than 64
    config,             ///< a header of v1 that asks for half a fee, an odd heap or something unknown
};

std::string_view to_text(DecodeError error);

/// Compiles to a v0 message without lookup tables, keys of one class sorted by raw bytes, as the
/// network's own compiler does. `payer` comes first. Throws std::length_error over 64 keys or 65,535
/// accounts or bytes an instruction: no such message can be sent, and the packer never asks for one.
Message compile(const Pubkey& payer, std::span<const Instruction> instructions, const Blockhash& blockhash);

/// Compiles to a v1 message that asks for `config`, the same way. Throws std::length_error over 255 accounts an
/// instruction as well.
Message compile(const Pubkey& payer, std::span<const Instruction> instructions, const Blockhash& blockhash,
                const MessageConfig& config);

/// Returns the instructions with their accounts' flags, as compiled. Throws std::invalid_argument if the message has
/// lookups: their addresses are not in it.
std::vector<Instruction> decompile(const Message& message);

/// Finds the place of the first key that no instruction uses; nullopt if all are used. The payer counts as used. The
/// message has no lookups.
std::optional<std::size_t> find_unused_key(const Message& message);

/// Writes what the signers sign.
base::Bytes serialize(const Message& message);

/// Refuses what the network's sanitiser refuses.
base::Result<Message, DecodeError> parse_message(base::ByteView bytes);

}  // namespace burner::solana
