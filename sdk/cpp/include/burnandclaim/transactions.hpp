#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

/// The values of `BuildTransactionsRequest::priority_fee_level`.
namespace priority_fee_level {
inline constexpr std::string_view none = "none";
inline constexpr std::string_view low = "low";
inline constexpr std::string_view medium = "medium";
inline constexpr std::string_view high = "high";
}  // namespace priority_fee_level

/// The values of `BuildTransactionsRequest::fee_payer` besides addresses. An address pays, signs beside the wallet and
/// is repaid nothing.
namespace fee_payer {
inline constexpr std::string_view wallet = "wallet";
inline constexpr std::string_view sponsor = "sponsor";  ///< signs at submit, and is repaid in the same transaction
inline constexpr std::string_view automatic = "auto";   ///< the sponsor exactly where the wallet cannot pay
}  // namespace fee_payer

/// An item and what to do with it.
struct ItemSelection {
    std::string type;
    std::string address;
    std::string action;
    /// The raw amount that the user reviewed; if the chain says otherwise the item is rejected.
    std::optional<std::string> expected_balance{};
    /// The mint that the user reviewed; if the chain says otherwise the item is rejected.
    std::optional<std::string> expected_mint{};
    /// `liquidity` agrees to burn a share of a pool's liquidity.
    std::optional<std::string> acknowledge{};
};

struct BuildTransactionsRequest {
    std::vector<ItemSelection> items;                 ///< 1…1000, no address twice
    std::optional<double> donation_percentage{};      ///< the fraction donated, 0…1; absent: 0
    std::optional<std::string> priority_fee_level{};  ///< absent: medium
    std::optional<std::uint32_t> reserve_bytes{};     ///< 0…400 left free for wallets' guards; absent: 100
    /// The versions of transactions that the wallet signs, 0 and 1; absent: 0 alone. Version 1 is built where it needs
    /// fewer transactions.
    std::optional<std::vector<std::uint32_t>> transaction_versions{};
    std::optional<std::string> fee_payer{};  ///< a word of `fee_payer`, or an address; absent: wallet
};

/// A selection as the server gives it back.
struct Selection {
    std::string type;
    std::string address;
    std::string action;
};

/// What one instruction does, as the server says. The optional members depend on `kind`.
struct InstructionSummary {
    std::string program_id;
    std::string kind;
    std::string text;
    std::optional<std::string> account;
    std::optional<std::string> mint;
    std::optional<std::string> asset;
    std::optional<std::string> tree;
    std::optional<std::string> destination;
    std::optional<std::string> amount;  ///< raw
    std::optional<std::uint64_t> lamports;
    std::optional<std::uint64_t> units;
    std::optional<std::uint64_t> micro_lamports;
};

/// An unsigned transaction. Amounts are lamports; net = gross − donation.
struct BuiltTransaction {
    std::string transaction_base64;
    std::uint64_t version = 0;  ///< of the transaction, 0 or 1
    std::vector<Selection> includes;
    std::uint64_t gross_rebate = 0;
    std::uint64_t donation_amount = 0;
    /// What a donation is a fraction of: the rent among `gross_rebate`, without wrapped SOL and without what somebody
    /// sent there. Absent from older servers.
    std::optional<std::uint64_t> donation_base{};
    std::uint64_t net_rebate = 0;
    std::uint64_t compute_units_needed = 0;
    std::string submission_ticket;  ///< opaque: hand it back as it came
    std::uint64_t network_fee = 0;
    std::optional<std::string> fee_payer{};     ///< pays the network and signs first. Absent from older servers
    std::uint64_t last_valid_block_height = 0;  ///< after it the cluster does not take the transaction
    std::string expires_at;                     ///< RFC 3339, UTC
    std::vector<InstructionSummary> instructions;
};

/// An item that was left out, and why.
struct RejectedItem {
    std::string type;
    std::string address;
    std::string action;
    std::string code;
    std::string message;
};

/// The sums over all transactions, in lamports.
struct BuildTotals {
    std::uint64_t gross_rebate = 0;
    std::uint64_t donation_amount = 0;
    std::uint64_t net_rebate = 0;
    std::uint64_t network_fee = 0;
};

struct BuildTransactionsResult {
    std::vector<BuiltTransaction> transactions;
    std::vector<RejectedItem> rejected;
    BuildTotals totals;
    std::optional<std::uint64_t> wallet_lamports;  ///< that the wallet itself held
    std::optional<std::uint64_t> needed_lamports;  ///< to pay for one of the transactions; 0 where it can
};

/// The values of `SubmissionResult::status` (the first three; with `wait_for` all) and of
/// `Submission::status` (all but duplicate and pending).
namespace submission_status {
inline constexpr std::string_view submitted = "submitted";  ///< forwarded to the cluster
inline constexpr std::string_view duplicate = "duplicate";  ///< submitted before, not sent again
inline constexpr std::string_view failed = "failed";        ///< of a result: not sent; of a submission: see its error
inline constexpr std::string_view confirmed = "confirmed";
inline constexpr std::string_view finalized = "finalized";
inline constexpr std::string_view pending = "pending";  ///< of a report: not seen yet, and nothing is stored
inline constexpr std::string_view expired = "expired";  ///< its last block height passed without it
}  // namespace submission_status

/// The values of `wait_for`: how sure the cluster must be.
namespace wait_for {
inline constexpr std::string_view confirmed = "confirmed";
inline constexpr std::string_view finalized = "finalized";
}  // namespace wait_for

struct SignedTransaction {
    std::string transaction_base64;
    std::string submission_ticket;
};

struct SubmitTransactionsRequest {
    std::vector<SignedTransaction> signed_transactions;  ///< 1…64
    /// Delays the answer until the cluster has decided, 60 s at most; ClientOptions::timeout begins a minute later.
    std::optional<std::string> wait_for{};
};

/// What to refresh: the same instructions get a new blockhash and ticket, until 10 minutes after the first build.
struct RefreshTransactionsRequest {
    std::vector<BuiltTransaction> transactions;  ///< 1…64, as a build or a refresh gave them
};

/// A transaction that a wallet has signed and sent by itself.
struct SentTransaction {
    std::string signature;  ///< base58
    std::string submission_ticket;
};

struct ReportTransactionsRequest {
    std::vector<SentTransaction> sent;  ///< 1…64
};

/// The reason why a transaction was not submitted, or failed or expired afterwards.
struct SubmitError {
    std::string code;
    std::string message;
};

/// What became of one signed transaction.
struct SubmissionResult {
    std::optional<std::string> signature;  ///< base58; absent when it was not sent
    std::string status;
    std::vector<Selection> includes;
    bool simulated = false;             ///< a test key's: nothing was sent
    std::optional<std::uint64_t> slot;  ///< with `wait_for`: that it landed in
    std::optional<SubmitError> error;   ///< when failed or expired
};

/// What is known of one transaction that was reported.
struct ReportedTransaction {
    std::string signature;  ///< base58
    std::string status;     ///< failed without a slot: not what was built
    std::optional<std::uint64_t> slot;
    std::vector<Selection> includes;
    bool duplicate = false;            ///< submitted or reported before
    bool simulated = false;            ///< a test key's: nothing was recorded
    std::optional<SubmitError> error;  ///< when failed or expired
};

/// The results, in the order of the request.
struct ReportTransactionsResult {
    std::vector<ReportedTransaction> results;
};

/// The results, in the order of the request.
struct SubmitTransactionsResult {
    std::vector<SubmissionResult> results;
};

/// What became of a transaction that was submitted.
struct Submission {
    std::string signature;  ///< base58
    std::string status;
    std::optional<std::uint64_t> slot;  ///< that it landed in
    std::vector<Selection> includes;
    std::uint64_t net_rebate = 0;  ///< lamports, as it was built
    std::optional<SubmitError> error;
};

}  // namespace burnandclaim
