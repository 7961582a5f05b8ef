#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/lamports.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/message.hpp"
#include "solana/signature.hpp"

namespace burner::solana {

using Slot = std::uint64_t;
using BlockHeight = std::uint64_t;

/// An account as the chain holds it.
struct Account {
    Pubkey owner;
    base::Lamports lamports;
    base::Bytes data;
};

/// Takes the accounts of an answer while it is read, so that nobody has to hold them all.
class AccountVisitor {
  public:
    virtual ~AccountVisitor() = default;

    /// Is called before the first account of each answer. Whatever came before was of one that turned out to be broken.
    virtual void begin() = 0;
    /// Takes an account; both arguments are lent for the length of the call.
    virtual void visit(const Pubkey& address, const Account& account) = 0;
};

/// The first bytes of an account that may be large; `account.data` holds no more than was asked for.
struct AccountHead {
    Account account;
    std::uint64_t space = 0;  ///< bytes of data that the account has
};

/// One holder of a mint.
struct TokenHolding {
    Pubkey account;  ///< the token account
    std::uint64_t amount = 0;
};

template <class T>
struct AtSlot {
    Slot slot = 0;
    T value;
};

/// What is told of an answer that is not what was asked for.
inline constexpr char invalid_response[] = "The Solana RPC sent an invalid response";

struct LatestBlockhash {
    Blockhash blockhash;
    BlockHeight last_valid_block_height = 0;
    Slot slot = 0;  ///< at which the cluster was asked
};

/// The cluster's verdict on a transaction that failed (`err` of the RPC).
struct TransactionError {
    std::string name;                        ///< e.g. "BlockhashNotFound", "InstructionError"
    std::optional<std::size_t> instruction;  ///< with InstructionError
    std::optional<std::uint32_t> custom;     ///< with InstructionError Custom
    std::string detail;                      ///< the inner name, e.g. "InvalidAccountData"
};

struct Simulation {
    std::optional<TransactionError> error;
    std::vector<std::string> logs;
    std::uint64_t units_consumed = 0;
    /// Post-state of the addresses asked for, in order; nullopt = absent afterwards.
    std::vector<std::optional<Account>> accounts;
};

struct SignatureStatus {
    enum class Commitment { processed, confirmed, finalized };
    Slot slot = 0;
    Commitment commitment = Commitment::processed;
    std::optional<TransactionError> error;
};

/// Why a send was not accepted: `rejected` is the cluster's verdict (preflight), and nothing was forwarded. It is
/// nullopt when the cluster could not be asked, or another node before the one that refused may have forwarded the
/// transaction.
struct SendFailure {
    std::optional<TransactionError> rejected;
    std::string message;
};

struct PrioritizationFee {
    Slot slot = 0;
    std::uint64_t micro_lamports = 0;  ///< per compute unit
};

/// The amount that a token account among the keys of a transaction held.
struct TokenBalance {
    std::size_t key = 0;  ///< index into the keys of the message
    Pubkey mint;
    std::uint64_t amount = 0;  ///< raw

    bool operator==(const TokenBalance&) const = default;
};

/// The chain's record of a transaction, for the keys of its message in their order.
struct LandedTransaction {
    Slot slot = 0;
    base::Bytes transaction;
    bool failed = false;
    base::Lamports fee;
    std::vector<base::Lamports> before;
    std::vector<base::Lamports> after;
    std::vector<TokenBalance> tokens_before;
    std::vector<TokenBalance> tokens_after;  ///< an account that was closed has none

    bool operator==(const LandedTransaction&) const = default;
};

/// The most accounts that one call of the cluster reads (getMultipleAccounts).
inline constexpr std::size_t max_accounts_per_call = 100;

/// The questions that the product asks of a cluster, at commitment `confirmed`. One object per worker thread; calls are
/// awaited on that thread. An unreachable or nonsensical upstream is `upstream_unavailable`.
class Rpc {
  public:
    virtual ~Rpc() = default;

    /// Shows `visitor`, which must live until the end, all token accounts of `program` that `owner` owns. What it
    /// has seen counts only when the call succeeds.
    virtual base::Task<base::Result<Slot>> get_token_accounts(Pubkey owner, Pubkey program,
                                                              AccountVisitor& visitor) = 0;
    /// Reads accounts in the order asked; nullopt = absent. Any number of keys is split into calls of
    /// `max_accounts_per_call`.
    virtual base::Task<base::Result<AtSlot<std::vector<std::optional<Account>>>>> get_accounts(
        std::vector<Pubkey> keys) = 0;
    /// Reads as `get_accounts` does, but only the first `length` bytes of each: enough to read the header of a tree of
    /// a megabyte.
    virtual base::Task<base::Result<AtSlot<std::vector<std::optional<AccountHead>>>>> get_account_heads(
        std::vector<Pubkey> keys, std::size_t length) = 0;
    /// Finds the token accounts that hold most of a mint, at most 20, empty ones included.
    virtual base::Task<base::Result<AtSlot<std::vector<TokenHolding>>>> get_token_largest_accounts(Pubkey mint) = 0;
    virtual base::Task<base::Result<LatestBlockhash>> get_latest_blockhash() = 0;
    virtual base::Task<base::Result<BlockHeight>> get_block_height() = 0;
    virtual base::Task<base::Result<std::vector<PrioritizationFee>>> get_recent_prioritization_fees(
        std::vector<Pubkey> writable) = 0;
    /// Simulates a transaction. Signatures are not checked, and the blockhash is replaced.
    virtual base::Task<base::Result<Simulation>> simulate(base::Bytes transaction, std::vector<Pubkey> watch) = 0;
    virtual base::Task<base::Result<Signature, SendFailure>> send(base::Bytes transaction) = 0;
    virtual base::Task<base::Result<std::vector<std::optional<SignatureStatus>>>> get_signature_statuses(
        std::vector<Signature> signatures) = 0;
    /// Reads what the chain recorded; nullopt where the cluster does not know it, or has forgotten its balances.
    virtual base::Task<base::Result<std::optional<LandedTransaction>>> get_transaction(Signature signature) = 0;
    /// Reads the genesis hash in base58, which names the cluster.
    virtual base::Task<base::Result<std::string>> get_cluster() = 0;
};

}  // namespace burner::solana
