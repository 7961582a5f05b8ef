#include <optional>
#include <string>

#include <burnandclaim/signing.hpp>

#include "base/base64.hpp"
#include "solana/transaction.hpp"

namespace burner::signing {

namespace {

/// Reads a message, and leaves its blockhash out.
std::optional<solana::Message> message_in(const std::string& transaction_base64) {
    const auto bytes = base::from_base64(transaction_base64);
    if (!bytes) return std::nullopt;
    auto transaction = solana::parse_transaction(*bytes);
    if (!transaction) return std::nullopt;
    transaction->message.blockhash = {};
    return std::move(transaction->message);
}

}  // namespace

bool have_same_instructions(const std::string& one, const std::string& other) {
    const auto message = message_in(one);
    return message && message == message_in(other);
}

}  // namespace burner::signing
