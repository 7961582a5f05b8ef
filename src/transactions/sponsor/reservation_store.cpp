#include "transactions/sponsor/reservation_store.hpp"

namespace burner::transactions {

std::string_view to_text(SponsorRefusal refusal) {
    constexpr std::string_view words[] = {"project_budget", "key_budget",   "wallet_budget", "wallet_failures",
                                          "floor",          "switched_off", "no_key"};
    return words[static_cast<std::size_t>(refusal)];
}

std::string describe(SponsorRefusal refusal) {
    switch (refusal) {
        case SponsorRefusal::project_budget: return "The sponsor's budget of the project is used up for today";
        case SponsorRefusal::key_budget: return "The sponsor's budget of the API key is used up for today";
        case SponsorRefusal::wallet_budget: return "The sponsor's budget of the wallet is used up for today";
        case SponsorRefusal::wallet_failures:
            return "Too many sponsored transactions of the wallet have failed today: let the wallet pay, or try again "
                   "tomorrow";
        case SponsorRefusal::floor: return "The sponsor holds too little to pay";
        case SponsorRefusal::switched_off: return "The sponsor of the build pays for this project no more: build again";
        case SponsorRefusal::no_key: return "The sponsor cannot sign on this server";
    }
    return {};
}

base::UnixTime day_of(base::UnixTime time) {
    return std::chrono::floor<std::chrono::days>(time);
}

std::optional<SponsorRefusal> judge(base::Lamports lamports, const BudgetUse& use, const solana::Sponsorship& terms,
                                    base::Lamports balance) {
    // Compared without adding: no sum of an engine or an RPC wraps.
    const auto exceeds = [&](base::Lamports used, base::Lamports budget) {
        return lamports > budget || used > budget - lamports;
    };
    if (use.wallet_failures >= max_wallet_failures) return SponsorRefusal::wallet_failures;
    if (exceeds(use.wallet, terms.wallet_budget)) return SponsorRefusal::wallet_budget;
    if (exceeds(use.key, terms.key_budget)) return SponsorRefusal::key_budget;
    if (exceeds(use.project, terms.project_budget)) return SponsorRefusal::project_budget;
    if (balance < terms.floor || exceeds(use.sponsor_at_risk, balance - terms.floor)) return SponsorRefusal::floor;
    return std::nullopt;
}

}  // namespace burner::transactions
