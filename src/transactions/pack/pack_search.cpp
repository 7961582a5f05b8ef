#include "transactions/pack/pack_search.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "transactions/pack/pack_bound.hpp"

namespace burner::transactions {

namespace {

/// The most classes times transactions that are searched. Of mixed wallets, none with more than 200 was packed better
/// within the budget of steps.
constexpr std::size_t max_search = 250;

ClassCounts all_of(const PackingProblem& problem) {
    ClassCounts counts;
    for (const ItemClass& item_class : problem.classes)
        counts.push_back(static_cast<std::uint32_t>(item_class.members.size()));
    return counts;
}

/// Finds the class to add next: fewest new keys, then the biggest. Classes are sorted, so the first found is the
/// biggest.
std::optional<std::size_t> best_addition(const PackingProblem& problem, const BinLoad& load, const ClassCounts& left) {
    std::optional<std::size_t> best;
    std::uint32_t fewest_keys = UINT32_MAX;
    for (std::size_t i = 0; i < problem.classes.size() && fewest_keys > 0; ++i) {
        if (load.how_many_fit(i, left[i]) == 0) continue;
        const std::uint32_t keys = load.new_keys(i);
        if (keys < fewest_keys) {
            fewest_keys = keys;
            best = i;
        }
    }
    return best;
}

struct Fill {
    ClassCounts counts;
    std::uint64_t own_bytes = 0;
};

class Search {
  public:
    Search(const PackingProblem& problem, std::vector<ClassCounts> start)
        : problem_(problem), best_(std::move(start)), left_(all_of(problem)) {}

    std::vector<ClassCounts> run() {
        place();
        return std::move(best_);
    }

  private:
    static constexpr std::size_t step_budget = 150'000;
    static constexpr std::size_t fills_at_a_time = 2'000;

    bool out_of_budget() const { return steps_ > step_budget; }

    void place() {
        const auto pivot = std::ranges::find_if(left_, [](std::uint32_t count) { return count > 0; });
        if (pivot == left_.end()) {
            if (placed_.size() < best_.size()) best_ = placed_;
            return;
        }
        if (placed_.size() + fewest_transactions(problem_, left_) >= best_.size() || seen_before()) return;
        steps_ += problem_.classes.size();
        for (Fill& fill : maximal_fills(static_cast<std::size_t>(pivot - left_.begin()))) {
            if (out_of_budget()) return;
            move(fill.counts, false);
            placed_.push_back(fill.counts);
            place();
            placed_.pop_back();
            move(fill.counts, true);
        }
    }

    bool seen_before() {
        const auto [entry, is_new] = seen_.try_emplace(left_, placed_.size());
        if (!is_new && entry->second <= placed_.size()) return true;
        entry->second = placed_.size();
        return false;
    }

    void move(const ClassCounts& counts, bool back) {
        for (std::size_t i = 0; i < counts.size(); ++i) left_[i] += back ? counts[i] : 0 - counts[i];
    }

    std::vector<Fill> maximal_fills(std::size_t pivot) {
        BinLoad load(problem_);
        Fill fill{ClassCounts(left_.size()), 0};
        std::vector<Fill> fills;
        extend(pivot, pivot, load, fill, fills);
        std::ranges::sort(fills, [](const Fill& a, const Fill& b) {
            return a.own_bytes != b.own_bytes ? a.own_bytes > b.own_bytes : a.counts > b.counts;
        });
        return fills;
    }

    void extend(std::size_t item_class, std::size_t pivot, BinLoad& load, Fill& fill, std::vector<Fill>& fills) {
        if (fills.size() >= fills_at_a_time || ++steps_ > step_budget) return;
        if (item_class == left_.size()) {
            if (is_maximal(load, fill)) fills.push_back(fill);
            return;
        }
        const std::uint32_t max_fit = load.how_many_fit(item_class, left_[item_class]);
        const std::uint32_t least = item_class == pivot ? 1 : 0;
        for (std::uint32_t count = max_fit + 1; count-- > least;) {
            load.add(item_class, count);
            fill.counts[item_class] = count;
            fill.own_bytes += std::uint64_t{count} * problem_.classes[item_class].own.bytes;
            extend(item_class + 1, pivot, load, fill, fills);
            fill.own_bytes -= std::uint64_t{count} * problem_.classes[item_class].own.bytes;
            fill.counts[item_class] = 0;
            load.remove(item_class, count);
        }
    }

    bool is_maximal(const BinLoad& load, const Fill& fill) const {
        for (std::size_t i = 0; i < left_.size(); ++i) {
            if (load.how_many_fit(i, left_[i] - fill.counts[i]) > 0) return false;
        }
        return true;
    }

    const PackingProblem& problem_;
    std::vector<ClassCounts> best_;
    std::vector<ClassCounts> placed_;
    ClassCounts left_;
    std::map<ClassCounts, std::size_t> seen_;
    std::size_t steps_ = 0;
};

}  // namespace

std::vector<ClassCounts> fill_greedily(const PackingProblem& problem) {
    ClassCounts left = all_of(problem);
    std::size_t open = std::accumulate(left.begin(), left.end(), std::size_t{0});
    std::vector<ClassCounts> bins;
    while (open > 0) {
        BinLoad load(problem);
        ClassCounts bin(left.size());
        while (const auto item_class = best_addition(problem, load, left)) {
            const std::uint32_t count = load.how_many_fit(*item_class, left[*item_class]);
            load.add(*item_class, count);
            bin[*item_class] += count;
            left[*item_class] -= count;
            open -= count;
        }
        bins.push_back(std::move(bin));
    }
    return bins;
}

std::vector<ClassCounts> fill_first_fit(const PackingProblem& problem) {
    const auto size_alone = [&](std::size_t item_class) {
        return problem.classes[item_class].own.bytes + key_bytes * problem.classes[item_class].shared.size();
    };
    const auto is_before = [&](std::size_t a, std::size_t b) {
        const auto size_a = size_alone(a), size_b = size_alone(b);
        return size_a != size_b ? size_a > size_b : a < b;
    };
    std::vector<std::size_t> order(problem.classes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, is_before);
    std::vector<BinLoad> loads;
    std::vector<ClassCounts> bins;
    for (const std::size_t item_class : order) {
        auto left = static_cast<std::uint32_t>(problem.classes[item_class].members.size());
        for (std::size_t place = 0; left > 0; ++place) {
            if (place == loads.size()) {
                loads.emplace_back(problem);
                bins.emplace_back(problem.classes.size());
            }
            const std::uint32_t count = loads[place].how_many_fit(item_class, left);
            loads[place].add(item_class, count);
            bins[place][item_class] += count;
            left -= count;
        }
    }
    return bins;
}

std::vector<ClassCounts> search_fewer(const PackingProblem& problem, std::vector<ClassCounts> start) {
    if (problem.classes.size() * start.size() > max_search) return start;
    if (start.size() <= fewest_transactions(problem, all_of(problem))) return start;
    return Search(problem, std::move(start)).run();
}

}  // namespace burner::transactions
