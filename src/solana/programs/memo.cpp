#include "solana/programs/memo.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::memo {

Instruction memo(const Pubkey& signer, std::string_view text) {
    Instruction instruction{ids::memo, {{signer, true, false}}, {}};
    base::append(instruction.data, base::as_bytes(text));
    return instruction;
}

}  // namespace burner::solana::memo
