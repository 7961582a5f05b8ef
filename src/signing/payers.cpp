#include "signing/payers.hpp"

namespace burner::signing {

Payers read_payers(const Request& request, const Terms& terms) {
    const std::string payer = request.fee_payer.value_or("wallet");
    if (payer == "wallet") return {};
    if (payer == "sponsor") return {.wallet_may = false, .other = terms.sponsor, .is_other_repaid = true};
    if (payer == "auto") return {.other = terms.sponsor, .is_other_repaid = true};
    return {.wallet_may = false, .other = solana::pubkey_from_base58(payer)};
}

}  // namespace burner::signing
