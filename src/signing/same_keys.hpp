#pragma once

#include <algorithm>
#include <span>

#include "solana/instruction.hpp"

namespace burner::signing {

/// Compares the keys of the first `count` accounts and not their flags: a message keeps those by key and not by
/// instruction.
inline bool begin_alike(const solana::Instruction& a, const solana::Instruction& b, std::size_t count) {
    if (a.accounts.size() < count || b.accounts.size() < count) return false;
    return std::ranges::equal(std::span{a.accounts}.first(count), std::span{b.accounts}.first(count), {},
                              &solana::AccountMeta::key, &solana::AccountMeta::key);
}

}  // namespace burner::signing
