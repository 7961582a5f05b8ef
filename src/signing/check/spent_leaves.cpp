#include "signing/check/spent_leaves.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::signing {

void SpentLeaves::ask(const AskedItems& asked) {
    for (const AskedItem& item : asked.all())
        if (item.is_compressed() && item.mint) asked_[*item.mint][item.asked.address] = item.balance().value_or(0);
}

Problem SpentLeaves::add(const std::vector<Leaf>& leaves) {
    auto next = spent_;
    for (const auto& [mint, name, amount] : leaves) {
        std::uint64_t& known = next[mint][name];
        known = std::max(known, amount);
        const Sum spent = sum_of(next[mint]), asked = sum_of(asked_[mint]);
        if (spent.count > asked.count || spent.amount > asked.amount)
            return Broken{rule::amount,
                          fmt::format("burns other compressed tokens of {} than those before, more together "
                                      "than was reviewed",
                                      solana::to_base58(mint))};
    }
    spent_ = std::move(next);
    return std::nullopt;
}

/// Adds up the amounts; the sum is at most the greatest 64-bit number.
SpentLeaves::Sum SpentLeaves::sum_of(const Amounts& amounts) {
    Sum sum{.count = amounts.size()};
    for (const auto& [name, amount] : amounts)
        if (__builtin_add_overflow(sum.amount, amount, &sum.amount)) sum.amount = UINT64_MAX;
    return sum;
}

}  // namespace burner::signing
