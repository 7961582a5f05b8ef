#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "solana/rpc.hpp"
#include "upstreams/reading/answer_frame.hpp"

namespace burner::upstreams {

/// Reads the answers of Solana's JSON-RPC into domain values, in one pass, as AnswerFrame says. Refuses what lacks a
/// member that is used, repeats one, or holds a number that does not fit. Members that are not used are skipped unread.
class AnswerReader : AnswerFrame {
  public:
    using Accounts = std::vector<std::optional<solana::Account>>;
    using Statuses = std::vector<std::optional<solana::SignatureStatus>>;

    /// Reads accounts, all of them owned by `program`. Those that come before a flaw are shown to `visitor` as well.
    Reply<solana::Slot> token_accounts(std::string& body, std::uint64_t id, const solana::Pubkey& program,
                                       solana::AccountVisitor& visitor);
    Reply<solana::AtSlot<Accounts>> accounts(std::string& body, std::uint64_t id, std::size_t count);
    /// Reads heads, each with as much data as it has, but at most `length` bytes.
    Reply<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>> account_heads(std::string& body,
                                                                                         std::uint64_t id,
                                                                                         std::size_t count,
                                                                                         std::size_t length);
    Reply<solana::AtSlot<std::vector<solana::TokenHolding>>> largest_accounts(std::string& body, std::uint64_t id);
    Reply<solana::LatestBlockhash> latest_blockhash(std::string& body, std::uint64_t id);
    Reply<solana::BlockHeight> block_height(std::string& body, std::uint64_t id);
    Reply<std::vector<solana::PrioritizationFee>> prioritization_fees(std::string& body, std::uint64_t id);
    /// Reads a simulation, after which an account without lamports does not exist any more.
    Reply<solana::Simulation> simulation(std::string& body, std::uint64_t id, std::size_t watched);
    Reply<solana::Signature> signature(std::string& body, std::uint64_t id);
    Reply<Statuses> signature_statuses(std::string& body, std::uint64_t id, std::size_t count);
    /// Reads a transaction; nullopt for null, and where the balances are not kept.
    Reply<std::optional<solana::LandedTransaction>> landed_transaction(std::string& body, std::uint64_t id);
    /// Reads Base58 of 32 bytes, and returns it as sent.
    Reply<std::string> genesis_hash(std::string& body, std::uint64_t id);

    /// Returns the cluster's verdict in the `data` of error −32002; nullopt when there is none.
    std::optional<solana::TransactionError> preflight_verdict(std::string data);
};

}  // namespace burner::upstreams
