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

solana::Pubkey payer_of(const FeePayer& fee_payer, const solana::Pubkey& wallet) {
    return fee_payer.kind == FeePayer::Kind::address ? fee_payer.address : wallet;
}

}  // namespace burner::transactions
