#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/protection.hpp"
#include "base/clock.hpp"
#include "solana/pubkey.hpp"
#include "solana/sponsorship.hpp"

namespace burner::access {

/// A tenant, which owns keys, sessions and submissions. `tier` names a row of limits::TierTable.
struct Project {
    std::string id;
    std::string name;
    std::optional<solana::Pubkey> donation_wallet;
    std::string tier;
    std::vector<std::string> allowed_origins;  ///< as `normal_allowed_origin` writes them; empty: any
    base::UnixTime created_at;
    assets::Protection protection{};
    bool require_proof = false;                        ///< mints sessions only for wallets that have signed a challenge
    std::optional<solana::Sponsorship> sponsorship{};  ///< nullopt: no sponsor pays for its wallets

    bool operator==(const Project&) const = default;
};

}  // namespace burner::access
