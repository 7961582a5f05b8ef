#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include <burnandclaim/reclaim.hpp>

namespace burner::reclaim {

/// Whoever has the wallet's key.
class Signer {
  public:
    virtual ~Signer() = default;

    /// Returns the versions of transactions that it signs.
    virtual std::vector<std::uint32_t> versions() const = 0;

    /// Returns what was built, signed by the wallet. Throws burnandclaim::UserDeclined, with a sentence for the user,
    /// where it is not signed or the token stops it.
    virtual burnandclaim::Signed sign(const burnandclaim::BuiltTransaction& built,
                                      const std::stop_token& stop_token) = 0;
};

}  // namespace burner::reclaim
