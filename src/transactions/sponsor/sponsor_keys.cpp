#include "transactions/sponsor/sponsor_keys.hpp"

#include <algorithm>
#include <array>

#include <sodium.h>

#include "base/random.hpp"

namespace burner::transactions {

namespace {

/// A seed that is wiped when it dies.
struct Seed {
    std::array<std::uint8_t, 32> bytes{};

    Seed() = default;
    Seed(const Seed&) = delete;
    Seed& operator=(const Seed&) = delete;
    ~Seed() { sodium_memzero(bytes.data(), bytes.size()); }
};

}  // namespace

solana::Keypair draw_keypair() {
    Seed seed;
    base::random_bytes(seed.bytes);
    return solana::Keypair::from_seed(seed.bytes);
}

base::Bytes SponsorKeys::seal(const solana::Keypair& keypair) const {
    const auto address = keypair.address();
    return seal_.seal(keypair.seed(), address.view());
}

std::optional<solana::Keypair> SponsorKeys::open(const SealedSponsor& sponsor) const {
    auto opened = seal_.open(sponsor.sealed, sponsor.address.view());
    Seed seed;
    if (!opened || opened->size() != seed.bytes.size()) return std::nullopt;
    std::ranges::copy(*opened, seed.bytes.begin());
    sodium_memzero(opened->data(), opened->size());
    auto keypair = solana::Keypair::from_seed(seed.bytes);
    if (keypair.address() != sponsor.address) return std::nullopt;
    return keypair;
}

}  // namespace burner::transactions
