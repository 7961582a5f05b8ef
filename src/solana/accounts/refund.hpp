#pragma once

#include <optional>

#include "solana/accounts/rent.hpp"

namespace burner::solana {

/// What programs pay out of an account of `length` bytes that holds `held`. Token accounts, editions, token records and
/// edition markers give all they hold when they are closed; these do not.

/// Computes the refund of Token Metadata's burn: today's rent of the metadata. What is left (its fee, the rest of an
/// older rent) stays. nullopt where the burn fails, because the account holds less or the rest is too little for the
/// byte that stays.
std::optional<base::Lamports> metadata_refund(const Rent& rent, std::size_t length, base::Lamports held);

/// Computes the refund of Core's burn: today's rent of all bytes but one. nullopt as above.
std::optional<base::Lamports> core_refund(const Rent& rent, std::size_t length, base::Lamports held);

/// Computes what the token programs withdraw from accounts that stay: all beyond today's rent.
base::Lamports excess_lamports(const Rent& rent, std::size_t length, base::Lamports held);

}  // namespace burner::solana
