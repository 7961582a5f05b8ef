#include "transactions/pack/pack_bound.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

constexpr std::uint64_t max_k = 32;  // above the number of closes that fit, the smallest group there is

std::uint32_t rounded_up(std::uint64_t value, std::uint64_t divisor) {
    return static_cast<std::uint32_t>((value + divisor - 1) / divisor);
}

/// Computes the bytes for own use in any transaction: every group brings at least `fewest_keys` shared keys.
std::uint64_t own_capacity(const PackingProblem& problem, const ClassCounts& counts) {
    std::size_t fewest_keys = SIZE_MAX;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) fewest_keys = std::min(fewest_keys, problem.classes[i].shared.size());
    }
    return problem.capacity.bytes - key_bytes * fewest_keys;
}

std::uint32_t by_bytes(const PackingProblem& problem, const ClassCounts& counts) {
    std::uint64_t bytes = 0;
    std::vector<std::uint64_t> of_key(problem.shared_keys);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::uint64_t own = std::uint64_t{counts[i]} * problem.classes[i].own.bytes;
        bytes += own;
        if (own == 0) continue;
        for (const std::uint16_t key : problem.classes[i].shared) of_key[key] += own;
    }
    for (const std::uint64_t users : of_key) bytes += key_bytes * rounded_up(users, problem.capacity.bytes - key_bytes);
    return rounded_up(bytes, problem.capacity.bytes);
}

/// Sums u(k) of x = own bytes / capacity: x where (k + 1)x is whole, else floor((k + 1)x) / k; here times k · capacity.
std::uint32_t by_dual_function(const PackingProblem& problem, const ClassCounts& counts, std::uint64_t capacity,
                               std::uint64_t k) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::uint64_t scaled = (k + 1) * problem.classes[i].own.bytes;
        const std::uint64_t value =
            scaled % capacity == 0 ? k * problem.classes[i].own.bytes : scaled / capacity * capacity;
        sum += counts[i] * value;
    }
    return rounded_up(sum, k * capacity);
}

}  // namespace

std::uint32_t fewest_transactions(const PackingProblem& problem, const ClassCounts& counts) {
    if (std::ranges::all_of(counts, [](std::uint32_t count) { return count == 0; })) return 0;
    std::uint32_t fewest = by_bytes(problem, counts);
    const std::uint64_t capacity = own_capacity(problem, counts);
    for (std::uint64_t k = 1; k <= max_k; ++k) {
        fewest = std::max(fewest, by_dual_function(problem, counts, capacity, k));
    }
    return fewest;
}

}  // namespace burner::transactions
