#pragma once

#include <functional>

#include "solana/signature.hpp"
#include "transactions/sponsor/reservation_store.hpp"
#include "transactions/sponsor/sponsor_keys.hpp"

namespace burner::transactions {

/// A signature of a sponsor, for the audit log.
struct SponsorSignature {
    solana::Pubkey sponsor;
    solana::Signature signature;
    Reservation reservation;
};

/// Signs for sponsors. The order is reserve, sign, note: nothing is signed that could be lost beyond the budgets, and
/// nothing leaves that is not in the audit log. Called on storage threads; what it is given outlives it.
class CoSigner {
  public:
    /// Is told of each signature before anybody else has it. After a failure nobody gets it.
    using Note = std::function<base::Result<void>(const SponsorSignature&)>;
    /// Is told of each refusal.
    using Tell = std::function<void(SponsorRefusal)>;

    CoSigner(SponsorStore& sponsors, const SponsorKeys& keys, ReservationStore& reservations, Note note, Tell tell)
        : sponsors_(sponsors),
          keys_(keys),
          reservations_(reservations),
          note_(std::move(note)),
          tell_(std::move(tell)) {}

    /// Signs the message of a transaction whose fee is reserved, or says why not. `balance` is what the sponsor holds
    /// now. Fails with `overloaded` where a store or the audit log does; a reservation is released in time then.
    base::Result<base::Result<solana::Signature, SponsorRefusal>> sign(const Reservation& reservation,
                                                                       const solana::Sponsorship& terms,
                                                                       base::Lamports balance, base::ByteView message);
    /// Says whether it would refuse to sign now.
    base::Result<std::optional<SponsorRefusal>> check(const Reservation& reservation, const solana::Sponsorship& terms,
                                                      base::Lamports balance);
    /// Refuses for a reason that was found before.
    SponsorRefusal refuse(SponsorRefusal reason) const;

  private:
    base::Result<std::optional<solana::Keypair>> open(const solana::Pubkey& sponsor);

    SponsorStore& sponsors_;
    const SponsorKeys& keys_;
    ReservationStore& reservations_;
    Note note_;
    Tell tell_;
};

}  // namespace burner::transactions
