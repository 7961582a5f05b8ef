#include "transactions/plan.hpp"

#include <array>
#include <unordered_set>
#include <utility>

#include "assets/decision.hpp"
#include "transactions/target.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

/// By type; the types without a file of their own have no action, so no selection names them.
constexpr std::array<PlanItem, assets::item_type_count> plan_item = {plan_empty_account, plan_token};

base::Result<assets::Holding, BlockedCode> read_holding(const solana::Pubkey& wallet, const solana::Pubkey& address,
                                                        const std::optional<solana::Account>& account) {
    if (!account) return std::unexpected(BlockedCode::not_found);
    auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed) return std::unexpected(BlockedCode::not_found);
    if (parsed->owner != wallet) return std::unexpected(BlockedCode::not_owner);
    return assets::Holding{address, account->owner, account->lamports, *parsed};
}

base::Result<Group, BlockedCode> plan_one(const assets::Owner& owner, const Selection& selection,
                                          const std::optional<solana::Account>& account, const ChainState& state) {
    const auto holding = read_holding(owner.wallet, selection.address, account);
    if (!holding) return std::unexpected(holding.error());
    if (selection.expected_balance && *selection.expected_balance != holding->account.amount) {
        return std::unexpected(BlockedCode::balance_changed);
    }
    const auto found = state.mints.find(holding->account.mint);
    const solana::Mint* mint = found == state.mints.end() ? nullptr : &found->second;
    const auto decision = assets::decide(owner, holding->account, mint);
    if (decision.blocked) return std::unexpected(*decision.blocked);
    return plan_item[static_cast<std::size_t>(selection.type)]({selection, *holding, decision, mint});
}

/// The mints that a decision needs: those of balances that are not wrapped SOL.
std::vector<solana::Pubkey> mints_to_read(const std::vector<std::optional<solana::Account>>& accounts) {
    std::vector<solana::Pubkey> mints;
    std::unordered_set<solana::Pubkey> seen;
    for (const auto& account : accounts) {
        if (!account) continue;
        const auto parsed = solana::parse_token_account(account->owner, account->data);
        if (!parsed || parsed->is_native() || parsed->amount == 0) continue;
        if (seen.insert(parsed->mint).second) mints.push_back(parsed->mint);
    }
    return mints;
}

}  // namespace

Plan plan(const solana::Pubkey& wallet, const std::vector<Selection>& selections, const ChainState& state) {
    const assets::Owner owner = assets::owner_of(wallet, state.wallet);
    Plan plan;
    plan.groups.reserve(selections.size());
    for (std::size_t i = 0; i < selections.size(); ++i) {
        auto group = plan_one(owner, selections[i], state.accounts[i], state);
        if (group) {
            plan.groups.push_back(std::move(*group));
        } else {
            plan.rejected.push_back(reject(selections[i], group.error()));
        }
    }
    return plan;
}

base::Task<base::Result<ChainState>> read_chain_state(solana::Rpc& rpc, solana::Pubkey wallet,
                                                      std::vector<Selection> selections) {
    std::vector<solana::Pubkey> keys{wallet};
    for (const Selection& selection : selections) keys.push_back(selection.address);
    auto read = co_await rpc.get_accounts(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    if (read->value.size() != selections.size() + 1) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, "The upstream's answer makes no sense");
    }
    ChainState state;
    state.wallet = std::move(read->value.front());
    state.accounts.assign(std::make_move_iterator(read->value.begin() + 1), std::make_move_iterator(read->value.end()));

    const auto mints = mints_to_read(state.accounts);
    if (mints.empty()) co_return state;
    const auto mint_accounts = co_await rpc.get_accounts(mints);
    if (!mint_accounts) co_return std::unexpected(mint_accounts.error());
    for (std::size_t i = 0; i < mints.size() && i < mint_accounts->value.size(); ++i) {
        const auto& account = mint_accounts->value[i];
        if (!account) continue;
        if (auto mint = solana::parse_mint(account->owner, account->data))
            state.mints.emplace(mints[i], std::move(*mint));
    }
    co_return state;
}

}  // namespace burner::transactions
