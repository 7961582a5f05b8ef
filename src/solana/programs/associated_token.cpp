#include "solana/programs/associated_token.hpp"

#include <array>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana {

Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint) {
    const std::array seeds{owner.view(), token_program.view(), mint.view()};
    return program_address(seeds, ids::associated_token);
}

}  // namespace burner::solana
