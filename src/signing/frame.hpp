#pragma once

#include <string>

#include "base/result.hpp"
#include "signing/payers.hpp"
#include "signing/problem.hpp"
#include "solana/message.hpp"

namespace burner::signing {

/// Reads the message of an unsigned transaction whose frame is as agreed: version 0 or 1, one of the payers pays,
/// nobody but it and the wallet signs, no account comes from a table, every key is used, and it can land only while its
/// blockhash lives.
base::Result<solana::Message, Broken> read_frame(const std::string& transaction_base64, const solana::Pubkey& wallet,
                                                 const Payers& payers);

}  // namespace burner::signing
