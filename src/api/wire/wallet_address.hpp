#pragma once

#include <string_view>

#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::api {

/// Reads a wallet's address in a path or body; else `invalid_wallet_address` with the documented message.
inline base::Result<solana::Pubkey> parse_wallet_address(std::string_view text) {
    if (const auto wallet = solana::pubkey_from_base58(text)) return *wallet;
    return base::fail(base::ErrorCode::invalid_wallet_address);
}

}  // namespace burner::api
