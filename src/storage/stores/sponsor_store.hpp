#pragma once

#include "storage/database.hpp"
#include "transactions/sponsor/sponsor_store.hpp"

namespace burner::storage {

/// Sponsors in the database, their seeds sealed. Owned by app; the Database outlives it.
class SponsorStore final : public transactions::SponsorStore {
  public:
    explicit SponsorStore(Database& database) : database_(database) {}

    base::Result<void> add(const transactions::SealedSponsor& sponsor) override;
    base::Result<std::optional<transactions::SealedSponsor>> find(const solana::Pubkey& address) override;
    base::Result<std::vector<transactions::SealedSponsor>> all() override;
    base::Result<void> reseal(const solana::Pubkey& address, base::ByteView sealed) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
