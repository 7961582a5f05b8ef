#pragma once

#include <optional>

#include "assets/blocked.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::assets {

/// Returns what the instructions of solana/programs/light_token.hpp need of an account; its root comes with the
/// validity proof. Returns a code where they cannot express its leaf: it is frozen, has extensions or lamports of its
/// own, or its version or tree is not known.
base::Result<solana::light_token::CompressedToken, BlockedCode> spendable(const CompressedTokenAccount& account);

/// Returns why tokens of this mint cannot leave its pools and the supply, or nullopt. `mint` is null where it could not
/// be read. `has_pool`: the account of their first pool exists.
std::optional<BlockedCode> why_not_burn(const solana::Pubkey& address, const solana::Mint* mint, bool has_pool);

/// Returns what a compressed account is named by: its hash.
inline solana::Pubkey address_of(const CompressedTokenAccount& account) {
    return solana::Pubkey{account.hash};
}

}  // namespace burner::assets
