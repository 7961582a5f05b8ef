#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The check before signing: reads what a server built, from its bytes alone, and refuses whatever was not asked for.
/// This header asks for C++20 and the standard library only. Addresses are base58, amounts of SOL are lamports.
namespace burner::signing {

/// One item that was asked of a build, as it was sent to the server.
struct RequestedItem {
    std::string type;
    std::string address;
    std::string action;
    std::optional<std::string> expected_balance{};  ///< raw amount in decimal; burns of tokens need it
    std::optional<std::string> expected_mint{};     ///< burns of tokens need it; an NFT without one is a Core asset
    std::optional<std::string> acknowledge{};       ///< "liquidity": the LP token behind this item may be burned
};

struct Request {
    std::vector<RequestedItem> items;                 ///< no address twice
    double donation_percentage = 0;                   ///< the fraction that may be donated, 0…1
    std::optional<std::string> priority_fee_level{};  ///< none, low, medium or high; absent: medium
    std::optional<std::string> fee_payer{};           ///< wallet, sponsor, auto or an address; absent: wallet
};

/// An item that the server says a transaction includes.
struct Include {
    std::string type;
    std::string address;
    std::string action;
};

/// What the check reads of a built transaction. Whatever else the server says of it plays no part.
struct Built {
    std::string transaction_base64;
    std::vector<Include> includes;
};

/// What was agreed to for a run: one check, any number of builds.
struct Options {
    std::string wallet;
    /// The only address that a donation may go to. A request that donates needs it.
    std::optional<std::string> donation_to{};
    /// The most that may be donated over the run; signatures count, whether they land or not. Absent: the fraction of
    /// the most that the accounts seen can hold.
    std::optional<std::uint64_t> max_donation_lamports{};
    /// The most that may be paid as priority fees over the run. Absent: the sum of what each transaction may pay by
    /// itself, which is a tenth of the most that its accounts can hold, without those of earlier ones, or 20,000 if
    /// that is more.
    std::optional<std::uint64_t> max_fee_lamports{};
    /// The sponsor that was agreed to: it pays the network and is repaid where a request says `sponsor`, and may where
    /// one says `auto`. An address that a request names needs no agreement here, and is repaid nothing.
    std::optional<std::string> fee_payer{};
    /// The codes of what the reviewed list calls blocked, by address. No such item is closed or burned, except one of
    /// the code `liquidity` that is acknowledged.
    std::optional<std::map<std::string, std::string>> blocked{};
    /// Answers whether a mint is a liquidity position, which is never burned.
    std::function<bool(const std::string& mint)> is_position{};
};

struct Closed {
    std::string address;
};

/// An item that is burned. Core assets and compressed NFTs have no `mint` and no amounts. Amounts are raw; `decimals`
/// is absent for compressed tokens.
struct Burned {
    std::string address;
    std::optional<std::string> mint{};
    std::optional<std::uint64_t> amount{};
    std::optional<std::uint8_t> decimals{};
};

struct Withdrawn {
    std::string address;
};

struct Donation {
    std::string to;
    std::uint64_t lamports = 0;
};

/// What a transaction does, read from its bytes.
struct VerifiedTransaction {
    std::string sentence;  ///< English, for the user
    std::vector<Closed> closed;
    std::vector<Burned> burned;
    std::vector<Withdrawn> withdrawn;
    std::optional<Donation> donation;
    std::optional<std::string> fee_payer{};    ///< who pays the network; absent: the wallet
    std::optional<std::uint64_t> repayment{};  ///< what a sponsor gets back from the wallet
    std::uint64_t priority_fee = 0;            ///< or what a sponsor is repaid beyond 5,000 a signature, if more
    std::uint64_t network_fee = 0;             ///< 5,000 a signature and the priority fee
    /// False if a single token or an NFT is burned and neither `blocked` nor `is_position` was given: the bytes do not
    /// tell whether liquidity hangs on it.
    bool positions_checked = true;
};

/// The rules, as `Refusal::rule` names them.
namespace rule {
inline constexpr std::string_view undecodable = "undecodable";
inline constexpr std::string_view version = "version";
inline constexpr std::string_view payer = "payer";
inline constexpr std::string_view signers = "signers";
inline constexpr std::string_view lookup_table = "lookup_table";
inline constexpr std::string_view unused_key = "unused_key";
inline constexpr std::string_view nonce = "nonce";
inline constexpr std::string_view unknown_instruction = "unknown_instruction";
inline constexpr std::string_view compute_budget = "compute_budget";
inline constexpr std::string_view unknown_action = "unknown_action";
inline constexpr std::string_view not_requested = "not_requested";
inline constexpr std::string_view authority = "authority";
inline constexpr std::string_view destination = "destination";
inline constexpr std::string_view twice = "twice";
inline constexpr std::string_view order = "order";
inline constexpr std::string_view mint = "mint";
inline constexpr std::string_view amount = "amount";
inline constexpr std::string_view incomplete = "incomplete";
inline constexpr std::string_view includes = "includes";
inline constexpr std::string_view donation_wallet = "donation_wallet";
inline constexpr std::string_view donation_amount = "donation_amount";
inline constexpr std::string_view donation_total = "donation_total";
inline constexpr std::string_view fee = "fee";
inline constexpr std::string_view fee_total = "fee_total";
inline constexpr std::string_view blocked = "blocked";
inline constexpr std::string_view position = "position";
inline constexpr std::string_view liquidity = "liquidity";
inline constexpr std::string_view stopped = "stopped";
}  // namespace rule

/// The reason why an answer must not be signed.
struct Refusal {
    std::string_view rule;
    std::optional<std::size_t> transaction{};  ///< its place in the answer; absent where the request itself is refused
    std::string message;                       ///< a sentence for the user
};

using Verdict = std::variant<std::vector<VerifiedTransaction>, Refusal>;

/// The check of the answers of one run, before the wallet is asked. It remembers what it has let through, as signatures
/// that were handed out may land whatever a server says of them. After a refusal it refuses everything. One thread at a
/// time.
class SigningCheck {
  public:
    /// Begins a run. Throws std::invalid_argument if an address of the options is not one.
    explicit SigningCheck(const Options& options);
    SigningCheck(SigningCheck&&) noexcept;
    SigningCheck& operator=(SigningCheck&&) noexcept;
    ~SigningCheck();

    /// Reads what each transaction of one answer does, or names the first rule that one breaks. Call it for every build
    /// and for whatever comes back later, with the request that was sent.
    Verdict verify(const Request& request, const std::vector<Built>& answer);

  private:
    class Run;
    std::unique_ptr<Run> run_;
};

/// Tells whether two transactions, base64, differ in nothing but their blockhashes and signatures; false where one
/// cannot be read.
bool have_same_instructions(const std::string& one, const std::string& other);

/// Checks a single answer.
Verdict verify_built(const Request& request, const std::vector<Built>& answer, const Options& options);

}  // namespace burner::signing
