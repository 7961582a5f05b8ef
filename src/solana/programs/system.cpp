#include "solana/programs/system.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::system {

namespace {

constexpr std::uint32_t transfer_tag = 2;

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

}  // namespace burner::solana::system
