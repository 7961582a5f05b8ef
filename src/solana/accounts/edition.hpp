#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "solana/accounts/mint.hpp"
#include "solana/accounts/token_metadata.hpp"

namespace burner::solana {

/// The edition that makes a mint a 1-of-1. With prints (`supply` > 0) Token Metadata does not burn it.
struct MasterEdition {
    std::uint64_t supply = 0;  ///< prints made and not burned
    std::optional<std::uint64_t> max_supply;
    bool is_first_version = false;

    bool operator==(const MasterEdition&) const = default;
};

struct PrintEdition {
    Pubkey parent;  ///< the master's edition account; its mint cannot be derived from it
    std::uint64_t number = 0;

    bool operator==(const PrintEdition&) const = default;
};

using Edition = std::variant<MasterEdition, PrintEdition>;

/// Reads the account at a mint's edition address; nullopt where it is no edition.
std::optional<Edition> parse_edition(base::ByteView data);

/// Finds the standard that Token Metadata acts by: what the metadata says or else, in old accounts, what the edition
/// and the mint amount to. `edition` is null where there is none. nullopt: the program cannot tell either, and refuses.
std::optional<TokenStandard> standard_of(const TokenMetadata& metadata, const Mint& mint, const Edition* edition);

}  // namespace burner::solana
