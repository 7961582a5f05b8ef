#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "solana/pubkey.hpp"

namespace burner::transactions {

/// Who pays the network for a build (docs/openapi.yaml, `feePayer`).
struct FeePayer {
    /// `automatic` is the sponsor exactly where the wallet cannot pay.
    enum class Kind : std::uint8_t { wallet, sponsor, automatic, address };

    Kind kind = Kind::wallet;
    solana::Pubkey address{};  ///< of `Kind::address`, and of the sponsor that `sponsor` and `automatic` need

    bool operator==(const FeePayer&) const = default;
};

/// Reads `wallet`, `sponsor`, `auto` or an address; nullopt for anything else.
std::optional<FeePayer> fee_payer_from_text(std::string_view text);

bool wants_sponsor(const FeePayer& fee_payer);

/// Returns the key that pays for a build of the wallet. `automatic` is the wallet until it cannot pay.
solana::Pubkey payer_of(const FeePayer& fee_payer, const solana::Pubkey& wallet);

}  // namespace burner::transactions
