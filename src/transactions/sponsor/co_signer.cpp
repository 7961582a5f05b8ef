#include "transactions/sponsor/co_signer.hpp"

#include <utility>

namespace burner::transactions {

base::Result<std::optional<solana::Keypair>> CoSigner::open(const solana::Pubkey& sponsor) {
    const auto sealed = sponsors_.find(sponsor);
    if (!sealed) return std::unexpected(sealed.error());
    if (!*sealed) return std::nullopt;
    return keys_.open(**sealed);
}

SponsorRefusal CoSigner::refuse(SponsorRefusal reason) const {
    tell_(reason);
    return reason;
}

base::Result<base::Result<solana::Signature, SponsorRefusal>> CoSigner::sign(const Reservation& reservation,
                                                                             const solana::Sponsorship& terms,
                                                                             base::Lamports balance,
                                                                             base::ByteView message) {
    using Signed = base::Result<solana::Signature, SponsorRefusal>;
    const auto keypair = open(terms.sponsor);
    if (!keypair) return std::unexpected(keypair.error());
    if (!*keypair) return Signed{std::unexpected(refuse(SponsorRefusal::no_key))};
    const auto refused = reservations_.reserve(reservation, terms, balance);
    if (!refused) return std::unexpected(refused.error());
    if (*refused) return Signed{std::unexpected(refuse(**refused))};
    const auto signature = (*keypair)->sign(message);
    if (auto noted = note_({terms.sponsor, signature, reservation}); !noted) return std::unexpected(noted.error());
    return Signed{signature};
}

base::Result<std::optional<SponsorRefusal>> CoSigner::check(const Reservation& reservation,
                                                            const solana::Sponsorship& terms, base::Lamports balance) {
    const auto keypair = open(terms.sponsor);
    if (!keypair) return std::unexpected(keypair.error());
    if (!*keypair) return SponsorRefusal::no_key;
    return reservations_.check(reservation, terms, balance);
}

}  // namespace burner::transactions
