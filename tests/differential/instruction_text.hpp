#pragma once

#include <string>
#include <string_view>

#include "solana/instruction.hpp"

/// How the differential tests write instructions, all bytes in hex: PROGRAM:KEYflags,KEYflags:DATA with
/// flags = 0 read-only, 1 writable, 2 signer, 3 both. For trusted input only.
namespace burner::solana {

std::string to_hex(base::ByteView bytes);
base::Bytes from_hex(std::string_view hex);
Pubkey key_from_hex(std::string_view hex);

Instruction instruction_from_text(const std::string& text);
std::string text_of(const Instruction& instruction);

}  // namespace burner::solana
