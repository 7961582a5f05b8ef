#pragma once

#include <algorithm>
#include <span>

#include "solana/instruction.hpp"

namespace burner::signing {

/// Tells whether no account from `first` on is written or signs. The program knows what they are for.
inline bool are_only_read(const solana::Instruction& instruction, std::size_t first) {
    return std::ranges::none_of(std::span{instruction.accounts}.subspan(first),
                                [](const auto& account) { return account.is_signer || account.is_writable; });
}

}  // namespace burner::signing
