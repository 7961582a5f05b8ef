#pragma once

#include <string>

#include "base/lamports.hpp"
#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::app {

/// Asks a Solana RPC what an address holds; 0 for one that does not exist. Blocks until the answer is there. The error
/// is a sentence.
base::Result<base::Lamports, std::string> read_balance(const std::string& rpc_url, const solana::Pubkey& address);

}  // namespace burner::app
