#include "transactions/fee_payer.hpp"

namespace burner::transactions {

std::optional<FeePayer> fee_payer_from_text(std::string_view text) {
    using Kind = FeePayer::Kind;
    if (text == "wallet") return FeePayer{};
    if (text == "sponsor") return FeePayer{.kind = Kind::sponsor};
    if (text == "auto") return FeePayer{.kind = Kind::automatic};
    const auto address = solana::pubkey_from_base58(text);
    if (!address) return std::nullopt;
    return FeePayer{Kind::address, *address};
}

bool wants_sponsor(const FeePayer& fee_payer) {
    return fee_payer.kind == FeePayer::Kind::sponsor || fee_payer.kind == FeePayer::Kind::automatic;
}

solana::Pubkey payer_of(const FeePayer& fee_payer, const solana::Pubkey& wallet) {
    using Kind = FeePayer::Kind;
    const bool pays_itself = fee_payer.kind == Kind::wallet || fee_payer.kind == Kind::automatic;
    return pays_itself ? wallet : fee_payer.address;
}

}  // namespace burner::transactions
