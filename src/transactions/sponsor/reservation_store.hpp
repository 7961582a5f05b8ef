#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/rpc.hpp"
#include "solana/sponsorship.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// How many failures on the chain in a day stop a wallet, over all projects.
inline constexpr std::size_t max_wallet_failures = 3;
/// How long a reservation without a submission is kept at most, where the height of its last block was made up.
inline constexpr std::chrono::minutes max_reservation_age{15};
/// How long failures are remembered, for the operator to see.
inline constexpr std::chrono::days failures_kept{7};

/// The fee of one transaction that a sponsor is about to sign: it is lost if the transaction fails on the chain.
struct Reservation {
    MessageDigest digest{};  ///< of the transaction
    std::string project;
    std::string key_id;  ///< the API key whose request, or whose session's, it is
    solana::Pubkey wallet;
    base::Lamports lamports;
    solana::BlockHeight last_valid_block_height = 0;
    base::UnixTime at;
};

/// Why a sponsor does not sign. The last two are about the sponsor itself: the project has switched it off, or
/// `server.secret` does not open its key.
enum class SponsorRefusal : std::uint8_t {
    project_budget,
    key_budget,
    wallet_budget,
    wallet_failures,
    floor,
    switched_off,
    no_key,
};

std::string_view to_text(SponsorRefusal refusal);
/// Says it to the client.
std::string describe(SponsorRefusal refusal);

/// What a sponsor has at risk, and what it lost today.
struct SponsorUse {
    base::Lamports at_risk;
    base::Lamports lost_today;
    std::size_t failures_today = 0;

    bool operator==(const SponsorUse&) const = default;
};

/// The lamports that sponsors have at risk and have lost, in rows beside those of the submissions: a reservation is
/// open until its submission has landed (it is repaid then), has failed (it is lost then, and counts all day), or can
/// land no more. So budgets are exact over all nodes, whatever is killed when. Durable before a call returns.
/// Synchronous, called on storage threads; fails with `overloaded`.
class ReservationStore {
  public:
    virtual ~ReservationStore() = default;

    /// Reserves, one such call at a time over all nodes, or says what forbids it. `balance` is what the sponsor holds
    /// now. A second reservation for a digest takes the place of an open one.
    virtual base::Result<std::optional<SponsorRefusal>> reserve(const Reservation& reservation,
                                                                const solana::Sponsorship& terms,
                                                                base::Lamports balance) = 0;
    /// Says whether `reserve` would be refused now; reserves nothing.
    virtual base::Result<std::optional<SponsorRefusal>> check(const Reservation& reservation,
                                                              const solana::Sponsorship& terms,
                                                              base::Lamports balance) = 0;
    /// Returns whether the chain is still to decide about something.
    virtual base::Result<bool> has_open() = 0;
    /// Closes what the chain has decided, and releases what nobody follows (it never was recorded, or was refused) and
    /// either could land before `height` at the latest, or was reserved before `reserved_before`.
    virtual base::Result<void> settle(solana::BlockHeight height, base::UnixTime reserved_before) = 0;
    virtual base::Result<SponsorUse> use_of(const solana::Pubkey& sponsor, base::UnixTime now) = 0;
    /// Forgets failures from before `time`.
    virtual base::Result<void> prune(base::UnixTime time) = 0;
};

/// Returns the beginning of the day, in UTC.
base::UnixTime day_of(base::UnixTime time);

/// What counts against the budgets of one reservation, without itself.
struct BudgetUse {
    base::Lamports project;
    base::Lamports key;
    base::Lamports wallet;
    base::Lamports sponsor_at_risk;
    std::size_t wallet_failures = 0;
};

/// Judges by what is counted whether `lamports` more may be at risk.
std::optional<SponsorRefusal> judge(base::Lamports lamports, const BudgetUse& use, const solana::Sponsorship& terms,
                                    base::Lamports balance);

}  // namespace burner::transactions
