#include "solana/programs/system.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::system {

namespace {

constexpr std::uint32_t transfer_tag = 2;
constexpr std::uint32_t advance_nonce_tag = 4;

}  // namespace

Instruction transfer(const Pubkey& from, const Pubkey& to, base::Lamports amount) {
    Instruction instruction{ids::system, {{from, true, true}, {to, false, true}}, {}};
    base::append_le(instruction.data, transfer_tag);
    base::append_le(instruction.data, amount.value);
    return instruction;
}

std::optional<base::Lamports> transferred(const Instruction& instruction) {
    const base::Bytes& data = instruction.data;
    if (instruction.program != ids::system || instruction.accounts.size() != 2 || data.size() != 12 ||
        base::read_le<std::uint32_t>(data, 0) != transfer_tag)
        return std::nullopt;
    return base::Lamports{base::read_le<std::uint64_t>(data, 4)};
}

bool advances_nonce(const Instruction& instruction) {
    return instruction.program == ids::system && instruction.data.size() >= sizeof advance_nonce_tag &&
           base::read_le<std::uint32_t>(instruction.data, 0) == advance_nonce_tag;
}

}  // namespace burner::solana::system
