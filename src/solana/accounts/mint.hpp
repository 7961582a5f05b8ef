#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Metadata that a Token-2022 mint carries itself. Its texts are anybody's: any bytes, together up to 64 KB.
struct EmbeddedMetadata {
    std::string name;
    std::string symbol;
    std::string uri;

    bool operator==(const EmbeddedMetadata&) const = default;
};

/// An initialised mint of either token program: what decides whether its tokens can be burned, and how
/// they are shown.
struct Mint {
    std::uint64_t supply = 0;
    std::uint8_t decimals = 0;
    std::optional<Pubkey> mint_authority;
    std::optional<Pubkey> freeze_authority;

    // Token-2022 only. The first three make an ordinary burn fail.
    bool is_paused = false;
    bool has_permissioned_burn = false;
    bool has_confidential_mint_burn = false;
    std::optional<Pubkey> permanent_delegate;
    std::optional<Pubkey> transfer_hook;  ///< the program
    std::optional<Pubkey> metadata_address;
    std::optional<EmbeddedMetadata> metadata;

    bool operator==(const Mint&) const = default;
};

/// Reads a mint. `program` is the account's owner on chain. nullopt for what is no initialised mint of that program, or
/// bytes that the program itself would refuse.
std::optional<Mint> parse_mint(const Pubkey& program, base::ByteView data);

}  // namespace burner::solana
