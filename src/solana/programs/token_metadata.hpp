#pragma once

#include <optional>

#include "solana/accounts/token_metadata.hpp"
#include "solana/instruction.hpp"

/// Metaplex Token Metadata: NFTs whose tokens the token programs hold.
namespace burner::solana::token_metadata {

/// How many prints share an edition marker.
inline constexpr std::uint64_t editions_per_marker = 248;

Pubkey metadata_address(const Pubkey& mint);
/// Derives the edition of a master or of a print.
Pubkey edition_address(const Pubkey& mint);
/// Derives the marker of print `number`.
Pubkey edition_marker_address(const Pubkey& master_mint, std::uint64_t number);
/// Derives the marker of a programmable master's prints.
Pubkey edition_marker_v2_address(const Pubkey& master_mint);
Pubkey token_record_address(const Pubkey& mint, const Pubkey& token_account);

/// What the burn of one NFT refers to; everything else follows from it.
struct Burn {
    /// The master of the print that is burned; somebody must still hold it.
    struct Master {
        Pubkey mint;
        Pubkey token_account;      ///< any that holds the master
        std::uint64_t number = 0;  ///< the print's

        bool operator==(const Master&) const = default;
    };

    Pubkey owner;  ///< signs, and gets the refund
    Pubkey mint;
    Pubkey token_account;
    Pubkey token_program;  ///< of mint and token account
    TokenStandard standard = TokenStandard::non_fungible;
    std::optional<Pubkey> verified_collection;  ///< its mint; not used for prints
    std::optional<Master> master;               ///< exactly where `standard` is a print's
};

/// Derives where the bits of a print of that standard are; burning prints that share it may close it.
Pubkey marker_address(TokenStandard standard, const Burn::Master& master);

/// Makes a BurnV1 of one NFT: burns the token, closes its account, the edition and the token record, and empties the
/// metadata. Throws std::invalid_argument for fungible standards (burn and close those with the token program) and for
/// a print without master or the reverse.
Instruction burn(const Burn& burn);

struct Burned {
    Pubkey owner;
    Pubkey mint;
    Pubkey token_account;
};

/// Says what this instruction burns, where it is a BurnV1 of one NFT with the accounts that `burn` gives it; nullopt
/// for any other instruction.
std::optional<Burned> burned(const Instruction& instruction);

}  // namespace burner::solana::token_metadata
