#include "solana/jacobi.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace burner::solana {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr int steps_of_a_batch = 62;
/// Numbers of 255 bits need 11 to 15; what takes longer than this is given up.
constexpr int max_batches = 20;
constexpr Words one_word = {1, 0, 0, 0};

/// Returns (a·x + b·y) / 2^62, which must be whole. a + b is at most 2^62.
Words combine(std::uint64_t a, const Words& x, std::uint64_t b, const Words& y) {
    Words out;
    Wide sum = Wide{a} * x[0] + Wide{b} * y[0];
    for (std::size_t i = 1; i < out.size(); ++i) {
        const auto low = static_cast<std::uint64_t>(sum);
        sum = (sum >> 64) + Wide{a} * x[i] + Wide{b} * y[i];
        out[i - 1] = low >> 62 | static_cast<std::uint64_t>(sum) << 2;
    }
    out.back() = static_cast<std::uint64_t>(sum >> 62);
    return out;
}

/// The symbol (g / f) by halving: f is odd, and while it is not 1, g loses its factors of two, takes a multiple of f
/// that makes more of them, and changes places with f. Each of these changes the symbol's sign by a rule that looks at
/// the lowest bits alone. So 62 such steps are taken on single words, and then on the whole numbers at once: Bernstein
/// and Yang's divsteps (2019), in the variant for Jacobi symbols in which no number becomes negative (Wuille, 2020).
class Symbol {
  public:
    Symbol(const Words& f, const Words& g) : f_(f), g_(g) {}

    std::optional<int> find() {
        for (int batch = 0; batch < max_batches; ++batch) {
            take_steps();
            if (f_ == one_word) return is_negative_ % 2 == 0 ? 1 : -1;
        }
        return std::nullopt;
    }

  private:
    void take_steps();

    Words f_;
    Words g_;
    int ahead_ = -1;                 ///< how many halvings g may take before it changes places with f
    std::uint64_t is_negative_ = 0;  ///< its lowest bit is the sign
};

void Symbol::take_steps() {
    std::uint64_t f = f_[0], g = g_[0];
    // f = (f_by_f · f_ + f_by_g · g_) / 2^(62 − left), and g alike.
    std::uint64_t f_by_f = 1, f_by_g = 0, g_by_f = 0, g_by_g = 1;
    for (int left = steps_of_a_batch;;) {
        const int zeros = std::countr_zero(g | ~std::uint64_t{0} << left);
        g >>= zeros;
        f_by_f <<= zeros;
        f_by_g <<= zeros;
        ahead_ -= zeros;
        left -= zeros;
        is_negative_ ^= static_cast<std::uint64_t>(zeros) & (f >> 1 ^ f >> 2);  // 2 over f
        if (left == 0) break;
        if (ahead_ < 0) {
            ahead_ = -ahead_;
            std::swap(f, g);
            std::swap(f_by_f, g_by_f);
            std::swap(f_by_g, g_by_g);
            is_negative_ ^= (f & g) >> 1;  // quadratic reciprocity
        }
        const int bits = std::min({ahead_ + 1, left, 6});
        const std::uint64_t times = g * f * (f * f - 2) & ((std::uint64_t{1} << bits) - 1);  // −g / f modulo 2^bits
        g += f * times;
        g_by_f += f_by_f * times;
        g_by_g += f_by_g * times;
    }
    const Words f_before = f_;
    f_ = combine(f_by_f, f_before, f_by_g, g_);
    g_ = combine(g_by_f, f_before, g_by_g, g_);
}

}  // namespace

std::optional<int> jacobi_symbol(const Words& x, const Words& n) {
    return Symbol{n, x}.find();
}

}  // namespace burner::solana
