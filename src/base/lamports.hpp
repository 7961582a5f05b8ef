#pragma once

#include <compare>
#include <cstdint>

namespace burner::base {

/// An amount of lamports (1 SOL = 1,000,000,000). All SOL in existence is below 2^60, so sums of
/// balances read from the chain cannot overflow; the codec refuses what could.
struct Lamports {
    std::uint64_t value = 0;

    auto operator<=>(const Lamports&) const = default;
    Lamports& operator+=(Lamports other) {
        value += other.value;
        return *this;
    }
    friend Lamports operator+(Lamports a, Lamports b) { return {a.value + b.value}; }
    friend Lamports operator-(Lamports a, Lamports b) { return {a.value - b.value}; }
};

}  // namespace burner::base
