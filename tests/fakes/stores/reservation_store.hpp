#pragma once

#include <map>
#include <mutex>

#include "transactions/sponsor/reservation_store.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

/// A store that keeps reservations in memory, for tests. The log outlives it. Any thread.
class MemoryReservationStore final : public transactions::ReservationStore {
  public:
    explicit MemoryReservationStore(transactions::SubmissionLog& log) : log_(log) {}

    base::Result<std::optional<transactions::SponsorRefusal>> reserve(const transactions::Reservation& reservation,
                                                                      const solana::Sponsorship& terms,
                                                                      base::Lamports balance) override;
    base::Result<std::optional<transactions::SponsorRefusal>> check(const transactions::Reservation& reservation,
                                                                    const solana::Sponsorship& terms,
                                                                    base::Lamports balance) override;
    base::Result<bool> has_open() override;
    base::Result<void> settle(solana::BlockHeight height, base::UnixTime reserved_before) override;
    base::Result<transactions::SponsorUse> use_of(const solana::Pubkey& sponsor, base::UnixTime now) override;
    base::Result<void> prune(base::UnixTime time) override;

  private:
    enum class State : std::uint8_t { open, repaid, lost };
    struct Row {
        transactions::Reservation reservation;
        solana::Pubkey sponsor;
        State state = State::open;
    };

    void close_decided();
    transactions::BudgetUse use_beside(const transactions::Reservation& reservation,
                                       const solana::Pubkey& sponsor) const;

    transactions::SubmissionLog& log_;
    std::mutex mutex_;
    std::map<transactions::MessageDigest, Row> rows_;
};

}  // namespace burner::storage
