#pragma once

#include <compare>
#include <cstdint>

namespace burner::base {

/// A bound above all SOL in existence, so that sums of balances read from the chain cannot overflow; what reads an
/// amount refuses one that is not below it.
inline constexpr std::uint64_t lamports_bound = std::uint64_t{1} << 60;

/// An amount of lamports (1 SOL = 1,000,000,000).
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
