#include "transactions/pack/pack.hpp"

#include <algorithm>
#include <utility>

#include "solana/size.hpp"
#include "solana/transaction.hpp"
#include "transactions/pack/packing_problem.hpp"
#include "transactions/pack/pack_search.hpp"

namespace burner::transactions {

namespace {

std::vector<KindCounts> fewer(std::vector<KindCounts> one, std::vector<KindCounts> other) {
    return other.size() < one.size() ? std::move(other) : std::move(one);
}

}  // namespace

std::vector<Parcel> pack(const solana::Pubkey& payer, std::span<const Group> groups,
                         std::span<const solana::Instruction> frame, std::size_t reserve_bytes) {
    const PackingProblem problem = packing_problem(payer, groups, frame, reserve_bytes);
    std::vector<std::size_t> next(problem.kinds.size());
    std::vector<Parcel> parcels;
    for (const KindCounts& counts : search_fewer(problem, fewer(fill_greedily(problem), fill_first_fit(problem)))) {
        Parcel& parcel = parcels.emplace_back();
        for (std::size_t kind = 0; kind < counts.size(); ++kind) {
            const auto first = problem.kinds[kind].members.begin() + static_cast<std::ptrdiff_t>(next[kind]);
            parcel.insert(parcel.end(), first, first + counts[kind]);
            next[kind] += counts[kind];
        }
        std::ranges::sort(parcel);
    }
    std::ranges::sort(parcels, {}, [](const Parcel& parcel) { return parcel.front(); });
    return parcels;
}

bool fits_alone(const solana::Pubkey& payer, std::span<const solana::Instruction> group,
                std::span<const solana::Instruction> frame, std::size_t reserve_bytes) {
    solana::MessageSize size(payer);
    size.add(solana::footprint(frame));
    const std::size_t bytes = size.size_with(solana::footprint(group));
    return bytes <= solana::max_transaction_bytes && bytes + reserve_bytes <= solana::max_transaction_bytes;
}

}  // namespace burner::transactions
