#include "transactions/plan/plan_all.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "transactions/plan/compressed_token.hpp"

namespace burner::transactions {

namespace {

void add(Plan& plan, Plan more) {
    std::ranges::move(more.groups, std::back_inserter(plan.groups));
    std::ranges::move(more.rejected, std::back_inserter(plan.rejected));
}

}  // namespace

base::Task<Plan> plan_all(assets::CompressedTokenIndexer& indexer, BuildRequest request, Chain chain, Frame frame) {
    Plan planned = plan(request.wallet, chain.selections.accounts, chain.state, request.protection);
    if (chain.selections.compressed.empty()) co_return planned;
    CompressedRequest wanted{assets::owner_of(request.wallet, chain.state.wallet),
                             std::move(chain.selections.compressed), std::move(chain.selections.accounts),
                             std::move(frame), std::move(request.protection)};
    add(planned, co_await plan_compressed(indexer, std::move(wanted), std::move(chain.compressed)));
    co_return planned;
}

}  // namespace burner::transactions
