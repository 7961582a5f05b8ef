#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// The state of a programmable NFT's token account. Only an unlocked one can be burned.
enum class TokenState : std::uint8_t { unlocked = 0, locked = 1, listed = 2 };

enum class TokenDelegateRole : std::uint8_t {
    sale = 0,
    transfer = 1,
    utility = 2,  ///< the one that may burn, and whose token account the edition may close
    staking = 3,
    standard = 4,
    locked_transfer = 5,
    migration = 6,
};

struct TokenRecord {
    TokenState state = TokenState::unlocked;
    std::optional<Pubkey> delegate;
    std::optional<TokenDelegateRole> delegate_role;

    bool operator==(const TokenRecord&) const = default;
};

/// Reads a token record (80 bytes; 47 in old accounts); nullopt where it is none.
std::optional<TokenRecord> parse_token_record(base::ByteView data);

}  // namespace burner::solana
