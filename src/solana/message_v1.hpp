#pragma once

#include "solana/byte_reader.hpp"
#include "solana/message.hpp"

/// The wire format of messages of version 1 (SIMD-0385), behind their version byte.
namespace burner::solana {

/// Computes how many bytes the values of a header take.
std::size_t config_size(const MessageConfig& config);

void append_v1(base::Bytes& out, const Message& message);

/// Reads what `append_v1` writes, and stops at its end. Refuses more signers and keys than the network takes, and a
/// header that asks for what nobody knows.
void read_v1(ByteReader& reader, Message& message);

}  // namespace burner::solana
