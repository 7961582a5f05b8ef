#pragma once

#include <vector>

#include "solana/message.hpp"
#include "solana/signature.hpp"

namespace burner::solana {

/// The network's packet limit: 1,280 (IPv6 minimum MTU) − 40 (IPv6) − 8 (fragment) bytes.
inline constexpr std::size_t max_transaction_bytes = 1232;

struct Transaction {
    std::vector<Signature> signatures;  ///< all zero where not signed yet
    Message message;

    bool operator==(const Transaction&) const = default;
};

/// Adds one zero signature for every signer.
Transaction unsigned_transaction(Message message);

base::Bytes serialize(const Transaction& transaction);

/// Refuses what the network's sanitiser refuses, and more than 1,232 bytes.
base::Result<Transaction, DecodeError> parse_transaction(base::ByteView bytes);

}  // namespace burner::solana
