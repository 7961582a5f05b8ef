#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <burnandclaim/signing.hpp>
#include <burnandclaim/transactions.hpp>

namespace burnandclaim {

/// What to do with one item of the wallet's list; `reclaim_item` (verify.hpp) makes it.
struct ReclaimItem {
    ItemSelection selection;
    /// The lamports that the list has for this action; lets the report say what this item gave back.
    std::optional<std::uint64_t> reclaimable_lamports{};
};

/// A signed transaction, base64. The ticket is given where it is not that of the transaction that was asked for, as the
/// wallet had it refreshed.
struct Signed {
    std::string transaction_base64;
    std::optional<std::string> submission_ticket{};

    Signed(std::string transaction) : transaction_base64(std::move(transaction)) {}
    Signed(SignedTransaction refreshed)
        : transaction_base64(std::move(refreshed.transaction_base64)),
          submission_ticket(std::move(refreshed.submission_ticket)) {}
};

/// What `reclaim` takes: the items, and exactly one of `sign` and `sign_all`.
struct ReclaimOptions {
    std::vector<ReclaimItem> items;  ///< any number, no address twice
    /// Has the wallet sign one transaction, and returns it signed. Throwing UserDeclined ends the run, and is no error;
    /// VersionUnsupportedError has the run go on in version 0; anything else that it throws is thrown after the last
    /// event.
    std::function<Signed(const BuiltTransaction&)> sign{};
    /// Takes the place of `sign`: up to 64 at once, answered in the same order. Wallets may warn of that.
    std::function<std::vector<std::string>(const std::vector<BuiltTransaction>&)> sign_all{};
    std::optional<double> donation_percentage{};      ///< the fraction donated, 0…1; absent: 0
    bool allow_large_donation = false;                ///< for who means more than 0.5: 1 is all of it, not one percent
    std::optional<std::string> donation_to{};         ///< the agreed address, needed where something is donated
    std::optional<std::string> priority_fee_level{};  ///< absent: medium
    std::optional<std::uint32_t> reserve_bytes{};     ///< 0…400; absent: 100
    /// The versions of transactions that the wallet signs, 0 and 1; absent: 0 alone.
    std::optional<std::vector<std::uint32_t>> transaction_versions{};
    /// Who pays the network, as a build takes it; absent: the wallet. For an address, `sign` gives what that key has
    /// signed too.
    std::optional<std::string> fee_payer{};
    std::optional<std::string> sponsor{};   ///< the address that is agreed to, needed with `sponsor` and `auto`
    std::optional<std::string> wait_for{};  ///< when a transaction counts as done; absent: confirmed
    /// The most that may be donated and the most that may be paid for priority over the run, in lamports: signatures
    /// count, whether they land or not. Absent: as burner::signing::Options says.
    std::optional<std::uint64_t> max_donation_lamports{};
    std::optional<std::uint64_t> max_fee_lamports{};
    /// What the reviewed list calls blocked (`blocked_items`), and a look-up that says whether a mint is a liquidity
    /// position: neither is closed or burned.
    std::optional<std::map<std::string, std::string>> blocked{};
    std::function<bool(const std::string& mint)> is_position{};
    /// Ends the run; what was sent stays sent. A submit that is under way is finished first.
    std::stop_token stop_token{};
    /// The run ends when the wallet was asked for so many; the other items are skipped. Absent: no bound.
    std::optional<std::size_t> max_transactions{};
    /// How long a build is used: what is not signed by then is refreshed first. Absent: `freshness` of it.
    std::optional<std::chrono::milliseconds> fresh_for{};
};

/// Computes how long a transaction is worth asking for, from `now` on, when its answer came: until 15 s before
/// `expires_at`. If no transaction can live for that time, as clocks differ, it takes a lifetime of 30 s.
std::chrono::milliseconds freshness(const BuiltTransaction& built, std::chrono::system_clock::time_point now);

/// Transactions were built: for the first time, or again for items whose transactions expired.
struct BuiltEvent {
    bool is_rebuild = false;
    const std::vector<ItemSelection>& asked;
    const BuildTransactionsResult& built;
};

/// Transactions that waited too long have a new blockhash, and the same instructions. Those that came back with others
/// are built again.
struct RefreshedEvent {
    const std::vector<ItemSelection>& asked;
    const BuildTransactionsResult& refreshed;
};

/// The wallet is asked: `index` (from 1) to `index + transactions.size() − 1` of `total` so far.
struct SigningEvent {
    std::size_t index = 0;
    std::size_t total = 0;
    const std::vector<BuiltTransaction>& transactions;
    /// What each does, read from its bytes: show the wallet's owner `sentence`.
    const std::vector<burner::signing::VerifiedTransaction>& verified;
};

/// The server has the transaction and sends it until the cluster decides; with `simulated` that was all.
struct SubmittedEvent {
    const std::string& signature;
    const BuiltTransaction& built;
    bool simulated = false;
};

/// The cluster has executed the transaction.
struct LandedEvent {
    const Submission& submission;
};

/// A transaction was refused (then without a signature), failed on chain, or expired for good.
struct FailedEvent {
    const std::optional<std::string>& signature;
    const std::vector<Selection>& includes;
    const SubmitError& error;
};

/// The values of `outcome`: what became of an item.
namespace reclaim_outcome {
inline constexpr std::string_view confirmed = "confirmed";
inline constexpr std::string_view finalized = "finalized";
inline constexpr std::string_view simulated = "simulated";  ///< done as far as a test key goes
inline constexpr std::string_view submitted = "submitted";  ///< sent, and may still land
inline constexpr std::string_view failed = "failed";
inline constexpr std::string_view expired = "expired";
inline constexpr std::string_view rejected = "rejected";  ///< not built
inline constexpr std::string_view skipped = "skipped";    ///< never sent
}  // namespace reclaim_outcome

/// One item, and what became of it.
struct ReclaimedItem {
    Selection item;
    std::string outcome;
    std::optional<std::string> signature{};
    /// What the item gave back, before donation and fee; absent if only its transaction's sum is known.
    std::optional<std::uint64_t> lamports{};
    std::optional<SubmitError> error{};
};

/// The sums over the transactions that landed, in lamports.
struct ReclaimTotals {
    std::size_t items = 0;
    std::size_t transactions = 0;
    BuildTotals amounts;
};

/// The values of `ReclaimStop::reason`.
namespace reclaim_stop {
inline constexpr std::string_view declined = "declined";  ///< by the user
inline constexpr std::string_view aborted = "aborted";    ///< by the stop token
inline constexpr std::string_view refused = "refused";    ///< by the check before signing: a SigningRefusedError
inline constexpr std::string_view failed = "failed";      ///< by another error
}  // namespace reclaim_stop

/// The reason why a run ended early.
struct ReclaimStop {
    std::string_view reason;
    std::exception_ptr error;
};

/// The report of what was done.
struct ReclaimReport {
    std::vector<ReclaimedItem> items;  ///< in the order of the request
    ReclaimTotals totals;
    std::optional<ReclaimStop> stopped{};
};

/// The last event, always; an error that ended the run is thrown after it.
struct DoneEvent {
    const ReclaimReport& report;
};

/// Progress for a user interface. What an event refers to lives as long as the handler's call.
using ReclaimEvent =
    std::variant<BuiltEvent, RefreshedEvent, SigningEvent, SubmittedEvent, LandedEvent, FailedEvent, DoneEvent>;

}  // namespace burnandclaim
