#include "solana/programs/system.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::system {

Instruction transfer(const Pubkey& from, const Pubkey& to, base::Lamports amount) {
    Instruction instruction{ids::system, {{from, true, true}, {to, false, true}}, {}};
    base::append_le(instruction.data, std::uint32_t{2});
    base::append_le(instruction.data, amount.value);
    return instruction;
}

}  // namespace burner::solana::system
