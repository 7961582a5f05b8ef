#include "transactions/build/describe_light.hpp"

#include <fmt/format.h>

#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::transactions {

namespace {

DescribedInstruction in_words(const solana::CreatedTokenAccount& created) {
    const std::string account = to_base58(created.account);
    const std::string mint = to_base58(created.mint);
    return {{},
            "create_idempotent",
            fmt::format("Open the token account {} of {} unless it is there", account, mint),
            {{"account", account}, {"mint", mint}}};
}

DescribedInstruction in_words(const solana::light_token::Spent& spent) {
    const std::string mint = to_base58(spent.mint);
    const std::string amount = fmt::to_string(spent.amount);
    const std::string what = fmt::format("{} (raw amount) of {} in {} compressed account{}", amount, mint, spent.tokens,
                                         spent.tokens == 1 ? "" : "s");
    if (!spent.account) return {{}, "burn", "Burn " + what, {{"mint", mint}, {"amount", amount}}};
    const std::string account = to_base58(*spent.account);
    return {{},
            "decompress",
            fmt::format("Move {} to {}", what, account),
            {{"account", account}, {"mint", mint}, {"amount", amount}}};
}

}  // namespace

std::optional<DescribedInstruction> describe_light(const solana::Instruction& instruction) {
    if (const auto spent = solana::light_token::spent(instruction)) return in_words(*spent);
    if (const auto created = solana::created_token_account(instruction)) return in_words(*created);
    return std::nullopt;
}

}  // namespace burner::transactions
