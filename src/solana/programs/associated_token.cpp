#include "solana/programs/associated_token.hpp"

#include <array>
#include <stdexcept>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana {

Pubkey associated_token_address(const Pubkey& owner, const Pubkey& token_program, const Pubkey& mint) {
    const std::array seeds{owner.view(), token_program.view(), mint.view()};
    const auto found = find_program_address(seeds, ids::associated_token);
    if (!found) throw std::logic_error("255 hashes in a row on the curve");
    return found->address;
}

}  // namespace burner::solana
