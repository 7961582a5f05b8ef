#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/lamports.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

inline constexpr std::size_t token_account_size = 165;

/// An initialised account of either token program: what decides whether it can be burned or closed.
/// Amounts are raw (not divided by the mint's decimals).
struct TokenAccount {
    Pubkey mint;
    Pubkey owner;
    std::uint64_t amount = 0;
    std::optional<Pubkey> delegate;
    std::uint64_t delegated_amount = 0;
    bool is_frozen = false;
    std::optional<base::Lamports> native_reserve;  ///< wrapped SOL: the rent that is not part of `amount`
    std::optional<Pubkey> close_authority;

    // Token-2022 only; each of these blocks closing.
    std::uint64_t withheld_fee = 0;
    bool has_confidential_balance = false;
    bool has_confidential_fee = false;

    bool operator==(const TokenAccount&) const = default;
    bool is_native() const { return native_reserve.has_value(); }
    /// Returns who may close it.
    const Pubkey& closer() const { return close_authority ? *close_authority : owner; }
};

/// Reads an account. `program` is its owner on chain. nullopt for what is no initialised token account of that program,
/// or bytes that the program itself would refuse.
std::optional<TokenAccount> parse_token_account(const Pubkey& program, base::ByteView data);

}  // namespace burner::solana
