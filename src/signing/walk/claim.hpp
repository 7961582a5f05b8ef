#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/lamports.hpp"
#include "signing/table.hpp"
#include "solana/instruction.hpp"

namespace burner::signing {

/// What one instruction does to one account or asset, in the terms of the rules. An absent member plays no part in it.
struct Claim {
    Happening happening{};
    solana::Pubkey account;
    std::vector<solana::Pubkey> authorities;    ///< who owns it, decides about it, pays for it
    std::optional<solana::Pubkey> destination;  ///< of lamports
    std::optional<solana::Pubkey> mint;
    std::optional<std::uint64_t> amount;
    std::uint8_t decimals = 0;
    base::Lamports bound;  ///< the most that can come back

    /// Tells whether the wallet is each of the authorities.
    bool is_decided_by(const solana::Pubkey& wallet) const {
        return std::ranges::all_of(authorities, [&](const solana::Pubkey& one) { return one == wallet; });
    }
};

/// Tells whether it burns something that may stand for liquidity: a single token, an NFT or a Core asset.
bool may_be_position(const Claim& claim);

/// Reads the claims of an instruction of the programs that burn and close. Empty unless each byte and account that
/// follows from what it is about is as a builder sets it. What only the chain tells (collections, masters, oracles,
/// proofs) is left to the program, which compares it with its own accounts.
std::vector<Claim> claims_of(const solana::Instruction& instruction);

// The claims of each program are read in a file of its own.
std::vector<Claim> token_claims(const solana::Instruction& instruction);
std::optional<Claim> nft_claim(const solana::Instruction& instruction);
std::optional<Claim> core_claim(const solana::Instruction& instruction);
std::optional<Claim> cnft_claim(const solana::Instruction& instruction);

}  // namespace burner::signing
