#pragma once

#include <optional>

#include "solana/accounts/rent.hpp"

namespace burner::solana {

/// What programs pay out of an account of `length` bytes that holds `held`. Token accounts, editions, token records and
/// edition markers give all they hold when they are closed; these do not.

/// Token Metadata's burn: today's rent of the metadata. What is left (its fee, the rest of an older rent) stays.
/// nullopt: the burn fails, because the account holds less or the rest is too little for the byte that stays.
std::optional<base::Lamports> metadata_refund(const Rent& rent, std::size_t length, base::Lamports held);

/// Core's burn: today's rent of all bytes but one. nullopt as above.
std::optional<base::Lamports> core_refund(const Rent& rent, std::size_t length, base::Lamports held);

/// The token programs' withdrawal from accounts that stay: what is beyond today's rent.
base::Lamports excess_lamports(const Rent& rent, std::size_t length, base::Lamports held);

}  // namespace burner::solana
