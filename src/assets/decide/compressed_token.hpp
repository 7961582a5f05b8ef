#pragma once

#include <optional>

#include "assets/blocked.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::assets {

/// What the instructions of solana/programs/light_token.hpp take of an account. Its root is for the validity proof to
/// say. A code where they cannot say its leaf: it is frozen, has extensions or lamports of its own, or is of a version
/// or in a tree that is not known.
base::Result<solana::light_token::CompressedToken, BlockedCode> spendable(const CompressedTokenAccount& account);

/// Why tokens of this mint cannot leave its pools and the supply. `mint` is null where it could not be read.
/// `has_pool`: the account that their first pool has to be exists.
std::optional<BlockedCode> why_not_burn(const solana::Pubkey& address, const solana::Mint* mint, bool has_pool);

/// What a compressed account is named by: its hash.
inline solana::Pubkey address_of(const CompressedTokenAccount& account) {
    return solana::Pubkey{account.hash};
}

}  // namespace burner::assets
