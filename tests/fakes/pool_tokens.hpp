#pragma once

#include "fakes/fake_rpc.hpp"
#include "solana/programs/positions.hpp"

namespace burner::fakes {

/// Puts the account that makes an NFT of this mint a position of the program. `owner`: another program, so that it is
/// not a position.
inline void put_position(FakeRpc& rpc, const solana::PositionProgram& program, const Pubkey& mint,
                         std::optional<Pubkey> owner = {}) {
    rpc.put(position_address(program, mint), owner.value_or(program.program), 2'394'240, base::Bytes(216, 7));
}

/// Makes an address that has no private key.
inline Pubkey keyless(std::uint32_t number) {
    return position_address(solana::known_position_programs().front(), key(number));
}

}  // namespace burner::fakes
