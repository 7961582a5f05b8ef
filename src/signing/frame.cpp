#include "signing/frame.hpp"

#include <algorithm>

#include <burnandclaim/signing.hpp>
#include <fmt/format.h>

#include "base/base64.hpp"
#include "solana/programs/system.hpp"
#include "solana/transaction.hpp"

namespace burner::signing {

namespace {

using solana::Message;
using solana::Transaction;

base::Result<Transaction, Broken> decode(const std::string& transaction_base64) {
    const auto bytes = base::from_base64(transaction_base64);
    if (!bytes || bytes->empty()) return std::unexpected(Broken{rule::undecodable, "is not base64"});
    auto transaction = solana::parse_transaction(*bytes);
    if (transaction && transaction->message.version != solana::MessageVersion::legacy) return *std::move(transaction);
    // Version 1 and later ones begin with their number, earlier ones with the count of their signatures.
    const bool is_later = (bytes->front() & solana::version_flag) != 0 && bytes->front() != solana::v1_byte;
    if (is_later || transaction || transaction.error() == solana::DecodeError::unsupported_version)
        return std::unexpected(Broken{rule::version, "is not of version 0 or 1"});
    return std::unexpected(
        Broken{rule::undecodable, fmt::format("cannot be read: {}", solana::to_text(transaction.error()))});
}

Problem check_signers(const Transaction& transaction, const solana::Pubkey& wallet, const Payers& payers) {
    const Message& message = transaction.message;
    const solana::Pubkey& payer = message.keys.front();
    if (!payers.may_pay(payer, wallet))
        return Broken{rule::payer, fmt::format("is paid by {}", solana::to_base58(payer))};
    const std::size_t signers = payer == wallet ? 1 : 2;
    if (message.required_signatures != signers) return Broken{rule::signers, "has other signers than were agreed"};
    if (message.keys[signers - 1] != wallet) return Broken{rule::signers, "is not signed by the wallet"};
    const bool is_signed =
        std::ranges::any_of(transaction.signatures, [](const auto& one) { return one != solana::Signature{}; });
    if (is_signed) return Broken{rule::signers, "holds a signature already"};
    return std::nullopt;
}

/// Finds a key that no instruction uses: it is there for something that cannot be seen.
Problem check_keys(const Message& message) {
    const auto unused = solana::find_unused_key(message);
    if (!unused) return std::nullopt;
    const solana::Pubkey& key = message.keys[*unused];
    return Broken{rule::unused_key, fmt::format("names {}, which no instruction uses", solana::to_base58(key))};
}

/// Finds a nonce in place of a blockhash, with which the transaction could be kept and sent at any time.
Problem check_nonce(const Message& message) {
    for (const auto& instruction : solana::decompile(message))
        if (solana::system::advances_nonce(instruction))
            return Broken{rule::nonce, "would never expire: it advances a nonce"};
    return std::nullopt;
}

Problem check_frame(const Transaction& transaction, const solana::Pubkey& wallet, const Payers& payers) {
    if (auto problem = check_signers(transaction, wallet, payers)) return problem;
    if (!transaction.message.lookups.empty())
        return Broken{rule::lookup_table, "loads addresses from a table, which cannot be seen"};
    if (auto problem = check_keys(transaction.message)) return problem;
    return check_nonce(transaction.message);
}

}  // namespace

base::Result<Message, Broken> read_frame(const std::string& transaction_base64, const solana::Pubkey& wallet,
                                         const Payers& payers) {
    auto transaction = decode(transaction_base64);
    if (!transaction) return std::unexpected(std::move(transaction.error()));
    if (auto problem = check_frame(*transaction, wallet, payers)) return std::unexpected(*std::move(problem));
    return std::move(transaction->message);
}

}  // namespace burner::signing
