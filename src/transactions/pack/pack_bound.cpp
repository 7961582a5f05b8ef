#include "transactions/pack/pack_bound.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

constexpr std::uint64_t max_k = 64;  // above the number of closes that fit, the smallest group there is

/// Something that transactions run out of, and what a shared key takes of it.
struct Resource {
    std::uint32_t Capacity::* amount;
    std::uint64_t of_key;

    std::uint64_t capacity(const PackingProblem& problem) const { return problem.capacity.*amount; }
    std::uint64_t own(const ItemClass& item_class) const { return item_class.own.*amount; }
};

constexpr Resource of_bytes{&Capacity::bytes, key_bytes};
constexpr Resource of_keys{&Capacity::keys, 1};
constexpr Resource of_instructions{&Capacity::instructions, 0};

std::uint32_t rounded_up(std::uint64_t value, std::uint64_t divisor) {
    return static_cast<std::uint32_t>((value + divisor - 1) / divisor);
}

/// Computes what any transaction has for own use: every group brings at least `fewest_keys` shared keys.
std::uint64_t own_capacity(const PackingProblem& problem, const ClassCounts& counts, const Resource& resource) {
    std::size_t fewest_keys = SIZE_MAX;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) fewest_keys = std::min(fewest_keys, problem.classes[i].shared.size());
    }
    return resource.capacity(problem) - resource.of_key * fewest_keys;
}

std::uint32_t by_sum(const PackingProblem& problem, const ClassCounts& counts, const Resource& resource) {
    const std::uint64_t capacity = resource.capacity(problem);
    std::uint64_t sum = 0;
    std::vector<std::uint64_t> of_key(problem.shared_keys);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::uint64_t own = counts[i] * resource.own(problem.classes[i]);
        sum += own;
        if (own == 0 || resource.of_key == 0) continue;
        for (const std::uint16_t key : problem.classes[i].shared) of_key[key] += own;
    }
    for (const std::uint64_t users : of_key) {
        if (users > 0) sum += resource.of_key * rounded_up(users, capacity - resource.of_key);
    }
    return sum == 0 ? 0 : rounded_up(sum, capacity);
}

/// Sums u(k) of x = own amount / capacity: x where (k + 1)x is whole, else floor((k + 1)x) / k; here times k ·
/// capacity.
std::uint32_t by_dual_function(const PackingProblem& problem, const ClassCounts& counts, const Resource& resource,
                               std::uint64_t capacity, std::uint64_t k) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::uint64_t own = resource.own(problem.classes[i]);
        const std::uint64_t scaled = (k + 1) * own;
        sum += counts[i] * (scaled % capacity == 0 ? k * own : scaled / capacity * capacity);
    }
    return rounded_up(sum, k * capacity);
}

std::uint32_t by_dual_functions(const PackingProblem& problem, const ClassCounts& counts, const Resource& resource) {
    const std::uint64_t capacity = own_capacity(problem, counts, resource);
    if (capacity == 0) return 0;
    std::uint32_t fewest = 0;
    for (std::uint64_t k = 1; k <= max_k; ++k) {
        fewest = std::max(fewest, by_dual_function(problem, counts, resource, capacity, k));
    }
    return fewest;
}

/// Tells whether a transaction can run out of keys before it runs out of bytes, of which every key takes some.
bool can_run_out_of_keys(const PackingProblem& problem) {
    return problem.capacity.bytes > key_bytes * problem.capacity.keys;
}

}  // namespace

std::uint32_t fewest_transactions(const PackingProblem& problem, const ClassCounts& counts) {
    if (std::ranges::all_of(counts, [](std::uint32_t count) { return count == 0; })) return 0;
    std::uint32_t fewest = std::max({by_sum(problem, counts, of_bytes), by_sum(problem, counts, of_instructions),
                                     by_dual_functions(problem, counts, of_bytes)});
    if (!can_run_out_of_keys(problem)) return fewest;
    return std::max({fewest, by_sum(problem, counts, of_keys), by_dual_functions(problem, counts, of_keys)});
}

}  // namespace burner::transactions
