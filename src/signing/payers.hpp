#pragma once

#include <optional>

#include <burnandclaim/signing.hpp>

#include "signing/terms.hpp"
#include "solana/pubkey.hpp"

namespace burner::signing {

/// Who may pay the network for what answers a request.
struct Payers {
    bool wallet_may = true;
    std::optional<solana::Pubkey> other{};  ///< may too, signs first, and the wallet beside it
    bool is_other_repaid = false;           ///< the other is the agreed sponsor

    bool may_pay(const solana::Pubkey& key, const solana::Pubkey& wallet) const {
        return key == wallet ? wallet_may || other == wallet : other == key;
    }
};

/// Reads what the request says of the payer. Nobody may pay where it says something else than a word or an address, or
/// asks for a sponsor that was not agreed to.
Payers read_payers(const Request& request, const Terms& terms);

}  // namespace burner::signing
