#pragma once

#include <string_view>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Returns a text in the envelope that wallets sign (off-chain messages of version 1, sRFC 38): no transaction begins
/// with its first byte.
base::Bytes offchain_message(const Pubkey& signer, std::string_view text);

/// Tells whether bytes are an off-chain message of exactly this text for this one signer. Version 1, or version 0 as
/// hardware wallets sign it: format 0 or 1, and any application domain, which says nothing that the text does not.
bool is_offchain_message(base::ByteView bytes, const Pubkey& signer, std::string_view text);

}  // namespace burner::solana
