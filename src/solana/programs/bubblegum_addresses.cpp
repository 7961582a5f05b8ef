#include "solana/programs/bubblegum_addresses.hpp"

#include <array>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana::bubblegum {

Pubkey tree_config_address(const Pubkey& tree) {
    const std::array seeds{tree.view()};
    return program_address(seeds, ids::bubblegum);
}

Pubkey asset_address(const Pubkey& tree, std::uint64_t nonce) {
    base::Bytes number;
    base::append_le(number, nonce);
    const std::array seeds{base::as_bytes("asset"), tree.view(), base::ByteView{number}};
    return program_address(seeds, ids::bubblegum);
}

}  // namespace burner::solana::bubblegum
