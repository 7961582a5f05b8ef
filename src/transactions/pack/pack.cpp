#include "transactions/pack/pack.hpp"

#include <algorithm>
#include <utility>

#include "transactions/pack/pack_search.hpp"
#include "transactions/pack/packing_problem.hpp"

namespace burner::transactions {

namespace {

std::vector<ClassCounts> fewer(std::vector<ClassCounts> one, std::vector<ClassCounts> other) {
    return other.size() < one.size() ? std::move(other) : std::move(one);
}

}  // namespace

std::vector<Bin> pack(const Frame& frame, std::span<const Group> groups) {
    const PackingProblem problem = packing_problem(frame, groups);
    std::vector<std::size_t> next(problem.classes.size());
    std::vector<Bin> bins;
    for (const ClassCounts& counts : search_fewer(problem, fewer(fill_greedily(problem), fill_first_fit(problem)))) {
        Bin& bin = bins.emplace_back();
        for (std::size_t item_class = 0; item_class < counts.size(); ++item_class) {
            const auto first =
                problem.classes[item_class].members.begin() + static_cast<std::ptrdiff_t>(next[item_class]);
            bin.insert(bin.end(), first, first + counts[item_class]);
            next[item_class] += counts[item_class];
        }
        std::ranges::sort(bin);
    }
    std::ranges::sort(bins, {}, [](const Bin& bin) { return bin.front(); });
    return bins;
}

bool fits_alone(const Frame& frame, std::span<const solana::Instruction> group) {
    solana::MessageSize size = frame.size();
    const solana::Footprint footprint = solana::footprint(group);
    if (size.size_with(footprint) > frame.max_bytes()) return false;
    size.add(footprint);
    return size.keys() <= frame.max_keys;
}

}  // namespace burner::transactions
