#pragma once

#include "storage/database.hpp"
#include "transactions/sponsor/reservation_store.hpp"

namespace burner::storage {

/// Sponsors' reservations in the database, beside the submissions that close them. Owned by app; the Database outlives
/// it.
class ReservationStore final : public transactions::ReservationStore {
  public:
    explicit ReservationStore(Database& database) : database_(database) {}

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
    Database& database_;
};

}  // namespace burner::storage
