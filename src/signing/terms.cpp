#include "signing/terms.hpp"

#include <stdexcept>

namespace burner::signing {

namespace {

solana::Pubkey address(const std::string& text, const char* name) {
    const auto key = solana::pubkey_from_base58(text);
    if (!key) throw std::invalid_argument(std::string{name} + " must be an address");
    return *key;
}

}  // namespace

Terms read_terms(const Options& options) {
    Terms terms{options, address(options.wallet, "wallet"), {}, {}};
    if (options.donation_to) terms.donation_to = address(*options.donation_to, "donation_to");
    if (options.fee_payer) terms.sponsor = address(*options.fee_payer, "fee_payer");
    return terms;
}

}  // namespace burner::signing
