#pragma once

#include <vector>

#include "solana/message.hpp"
#include "solana/signature.hpp"

namespace burner::solana {

/// Returns the network's limit: 1,280 (IPv6 minimum MTU) − 40 (IPv6) − 8 (fragment) bytes, and 4,096 for version 1
/// (SIMD-0385).
constexpr std::size_t max_transaction_bytes(MessageVersion version) {
    return version == MessageVersion::v1 ? 4'096 : 1'232;
}

struct Transaction {
    std::vector<Signature> signatures;  ///< all zero where not signed yet
    Message message;

    bool operator==(const Transaction&) const = default;
};

/// Adds one zero signature for every signer.
Transaction unsigned_transaction(Message message);

/// Writes the signatures before the message, in version 1 behind it.
base::Bytes serialize(const Transaction& transaction);

/// Refuses what the network's sanitiser refuses, and more bytes than the network takes.
base::Result<Transaction, DecodeError> parse_transaction(base::ByteView bytes);

}  // namespace burner::solana
