#include "transactions/pack/pack.hpp"

#include <algorithm>
#include <utility>

#include "solana/size.hpp"
#include "solana/transaction.hpp"
#include "transactions/pack/pack_search.hpp"
#include "transactions/pack/packing_problem.hpp"

namespace burner::transactions {

namespace {

std::vector<ClassCounts> fewer(std::vector<ClassCounts> one, std::vector<ClassCounts> other) {
    return other.size() < one.size() ? std::move(other) : std::move(one);
}

}  // namespace

std::vector<Bin> pack(const solana::Pubkey& payer, std::span<const Group> groups,
                      std::span<const solana::Instruction> frame, std::size_t reserve_bytes) {
    const PackingProblem problem = packing_problem(payer, groups, frame, reserve_bytes);
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

bool fits_alone(const solana::Pubkey& payer, std::span<const solana::Instruction> group,
                std::span<const solana::Instruction> frame, std::size_t reserve_bytes) {
    solana::MessageSize size(payer);
    size.add(solana::footprint(frame));
    const std::size_t bytes = size.size_with(solana::footprint(group));
    return bytes <= solana::max_transaction_bytes(solana::MessageVersion::v0) &&
           bytes + reserve_bytes <= solana::max_transaction_bytes(solana::MessageVersion::v0);
}

}  // namespace burner::transactions
