#include "signing/check/sentence.hpp"

#include <fmt/format.h>

#include "base/decimal.hpp"

namespace burner::signing {

namespace {

constexpr std::uint8_t sol_decimals = 9;

std::string sol(std::uint64_t lamports) {
    return base::to_decimal(lamports, sol_decimals);
}

std::string accounts(std::size_t count) {
    return fmt::format("{} account{}", count, count == 1 ? "" : "s");
}

}  // namespace

std::string sentence(const Effects& effects) {
    const VerifiedTransaction& verified = effects.verified;
    std::string text;
    if (!verified.closed.empty()) text += fmt::format("Closes {}. ", accounts(verified.closed.size()));
    if (!verified.withdrawn.empty())
        text += fmt::format("Withdraws the excess of {}. ", accounts(verified.withdrawn.size()));
    for (const std::string& burn : effects.burn_sentences) text += burn + ' ';
    if (verified.donation)
        text += fmt::format("Donates {} SOL to {}. ", sol(verified.donation->lamports), verified.donation->to);
    text += verified.fee_payer ? *verified.fee_payer + " pays" : "Pays";
    text += fmt::format(" {} SOL, of which {} is priority", sol(verified.network_fee), sol(verified.priority_fee));
    if (verified.repayment) text += fmt::format(", and is repaid {} SOL", sol(*verified.repayment));
    return text + '.';
}

}  // namespace burner::signing
