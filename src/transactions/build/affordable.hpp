#pragma once

#include <optional>
#include <string_view>

#include "transactions/build/draft.hpp"

namespace burner::transactions {

/// Why an item is rejected whose transaction the wallet cannot pay for after those before it.
inline constexpr std::string_view cannot_pay =
    "The wallet cannot pay the network fee after the transactions before this one, ask for this one afterwards";

/// What a wallet that holds `held` has left when the draft has landed. nullopt where it cannot pay: the runtime takes a
/// fee payer only with no lamport left, or with `minimum`, its rent, both after the fee and at the end.
std::optional<base::Lamports> left_after(const Draft& draft, base::Lamports held, base::Lamports minimum);

}  // namespace burner::transactions
