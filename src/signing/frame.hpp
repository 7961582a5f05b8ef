#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "signing/problem.hpp"
#include "solana/message.hpp"

namespace burner::signing {

/// The addresses that sign what a server built.
struct Signers {
    solana::Pubkey wallet;
    std::optional<solana::Pubkey> fee_payer;  ///< signs first, before the wallet

    std::size_t count() const { return fee_payer ? 2 : 1; }
};

/// Reads the message of an unsigned transaction whose frame is as agreed: version 0, nobody else pays or signs, no
/// account comes from a table, every key is used, and it can land only while its blockhash lives.
base::Result<solana::Message, Broken> read_frame(const std::string& transaction_base64, const Signers& signers);

}  // namespace burner::signing
