#include "reclaim/check/same_instruction.hpp"

#include <algorithm>
#include <span>

namespace burner::reclaim {

namespace {

bool have_same_keys(std::span<const solana::AccountMeta> a, std::span<const solana::AccountMeta> b) {
    return std::ranges::equal(a, b, {}, &solana::AccountMeta::key, &solana::AccountMeta::key);
}

}  // namespace

bool is_same(const solana::Instruction& a, const solana::Instruction& b) {
    return a.program == b.program && a.data == b.data && have_same_keys(a.accounts, b.accounts);
}

bool begins_alike(const solana::Instruction& a, const solana::Instruction& b, std::size_t count) {
    return a.accounts.size() >= count && b.accounts.size() >= count &&
           have_same_keys(std::span{a.accounts}.first(count), std::span{b.accounts}.first(count));
}

}  // namespace burner::reclaim
