#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/commands/key_administration.hpp"
#include "solana/ed25519.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "transactions/sponsor/sponsor_keys.hpp"

namespace burner::app {

/// The sponsors of a data directory, for commands that run beside servers, which read each when they need it. Throws
/// std::runtime_error where the directory or its secret cannot be used.
class SponsorAdministration {
  public:
    explicit SponsorAdministration(const Settings& settings);

    /// Adds a sponsor with this key; audited. Throws where it is there already.
    transactions::SealedSponsor add(const solana::Keypair& keypair);
    std::vector<transactions::SealedSponsor> all();
    /// Returns the sponsor of that address, or for an empty one the only sponsor. Throws for an unknown address, or
    /// without one where there are no sponsors or several.
    transactions::SealedSponsor find(std::string_view address);
    /// Returns the projects whose wallets it pays for.
    std::vector<access::Project> projects_of(const solana::Pubkey& sponsor);
    transactions::SponsorUse use_of(const solana::Pubkey& sponsor);
    /// Returns whether this server's secret opens the sponsor's key.
    bool opens(const transactions::SealedSponsor& sponsor) const { return keys_.open(sponsor).has_value(); }

  private:
    base::SystemClock clock_;
    KeyAdministration projects_;
    storage::SponsorStore store_;
    storage::ReservationStore reservations_;
    transactions::SponsorKeys keys_;
};

}  // namespace burner::app
