#include "solana/jacobi.hpp"

#include <numeric>

#include <gtest/gtest.h>

namespace burner::solana {
namespace {

/// The symbol by its rules, one factor of two and one exchange after the other.
int by_the_rules(std::uint64_t x, std::uint64_t n) {
    int symbol = 1;
    for (x %= n; x != 0; x %= n) {
        for (; x % 2 == 0; x /= 2) {
            if (n % 8 == 3 || n % 8 == 5) symbol = -symbol;
        }
        std::swap(x, n);
        if (x % 4 == 3 && n % 4 == 3) symbol = -symbol;
    }
    return symbol;
}

TEST(JacobiSymbol, KeepsItsRulesForSmallNumbers) {
    for (std::uint64_t n = 1; n < 400; n += 2) {
        for (std::uint64_t x = 0; x < 800; ++x) {
            const auto symbol = jacobi_symbol({x, 0, 0, 0}, {n, 0, 0, 0});
            if (std::gcd(x, n) == 1) {
                EXPECT_EQ(symbol, by_the_rules(x, n)) << x << " over " << n;
            } else {
                EXPECT_EQ(symbol, std::nullopt) << x << " over " << n;
            }
        }
    }
}

/// Numbers of one word each, at every place.
TEST(JacobiSymbol, ReadsEveryWord) {
    for (const std::uint64_t n : {3ULL, 5ULL, 1'000'003ULL, 4'294'967'291ULL}) {
        for (std::size_t word = 0; word < 4; ++word) {
            std::uint64_t power = 1;  // 2^(64 · word) modulo n
            for (std::size_t bit = 0; bit < 64 * word; ++bit) power = power * 2 % n;
            for (std::uint64_t x = 1; x < 100; ++x) {
                Words words{};
                words[word] = x;
                const std::uint64_t rest = x * power % n;
                if (std::gcd(rest, n) != 1) continue;
                EXPECT_EQ(jacobi_symbol(words, {n, 0, 0, 0}), by_the_rules(rest, n)) << x << ' ' << word << ' ' << n;
            }
        }
    }
}

}  // namespace
}  // namespace burner::solana
