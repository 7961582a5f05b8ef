#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// A program that hands out an NFT for a position in its pools. Whoever holds the NFT owns the position, and nobody
/// does once it is burned. The position lies in an account of the program, at the address that `seed` and the NFT's
/// mint derive: an NFT whose mint has such an account is a position.
struct PositionProgram {
    Pubkey program;
    std::string seed;  ///< at most 32 bytes
    /// Whether the NFTs may have editions of Token Metadata. An edition takes the authority over the mint, which none
    /// of the programs of the table gives away.
    bool may_have_edition = false;

    bool operator==(const PositionProgram&) const = default;
};

/// Returns those of Orca, Raydium and Meteora; Raydium's lock program is there for NFTs that collect the fees of locked
/// liquidity.
const std::vector<PositionProgram>& known_position_programs();

/// Reads `PROGRAM:SEED`, a program that is in no table: the address in base58 and the text of the seed. Fails with what
/// is wrong.
base::Result<PositionProgram> position_program_from_text(std::string_view text);

/// Derives where the position of an NFT is, if it is one of this program's. The account there has to be owned by the
/// program.
Pubkey position_address(const PositionProgram& of, const Pubkey& mint);

}  // namespace burner::solana
