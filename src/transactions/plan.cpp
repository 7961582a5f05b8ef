#include "transactions/plan.hpp"

#include <array>
#include <unordered_set>
#include <utility>

#include "assets/decision.hpp"
#include "solana/programs/ids.hpp"
#include "transactions/target.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

/// By type; the types without a file of their own have no action, so no selection names them.
constexpr std::array<PlanItem, assets::item_type_count> plan_item = {plan_empty_account, plan_token, plan_nft,
                                                                     plan_token};

base::Result<assets::Holding, BlockedCode> read_holding(const solana::Pubkey& wallet, const solana::Pubkey& address,
                                                        const std::optional<solana::Account>& account) {
    if (!account) return std::unexpected(BlockedCode::not_found);
    auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed) return std::unexpected(BlockedCode::not_found);
    if (parsed->owner != wallet) return std::unexpected(BlockedCode::not_owner);
    return assets::Holding{address, account->owner, account->lamports, *parsed};
}

assets::Facts facts_of(const ChainState& state, const solana::Pubkey& mint) {
    assets::Facts facts;
    if (const auto found = state.mints.find(mint); found != state.mints.end()) facts.mint = &found->second;
    if (const auto found = state.metadata.find(mint); found != state.metadata.end()) facts.metadata = &found->second;
    if (state.rent) facts.rent = &*state.rent;
    return facts;
}

/// An account may have been emptied or filled since it was listed; what it holds does not turn into something else.
BlockedCode why_another_type(assets::ItemType selected, assets::ItemType found) {
    const bool was_emptied_or_filled =
        selected == assets::ItemType::empty_account || found == assets::ItemType::empty_account;
    return was_emptied_or_filled ? BlockedCode::balance_changed : BlockedCode::not_found;
}

base::Result<Group, BlockedCode> plan_one(const assets::Owner& owner, const Selection& selection,
                                          const std::optional<solana::Account>& account, const ChainState& state) {
    const auto holding = read_holding(owner.wallet, selection.address, account);
    if (!holding) return std::unexpected(holding.error());
    if (selection.expected_balance && *selection.expected_balance != holding->account.amount) {
        return std::unexpected(BlockedCode::balance_changed);
    }
    const assets::Facts facts = facts_of(state, holding->account.mint);
    const auto decision = assets::decide(owner, holding->account, facts);
    if (decision.blocked) return std::unexpected(*decision.blocked);
    if (decision.type != selection.type) return std::unexpected(why_another_type(selection.type, decision.type));
    return plan_item[static_cast<std::size_t>(selection.type)]({selection, *holding, decision, facts.mint});
}

/// The selected accounts with a balance that is not wrapped SOL: what they hold decides.
std::vector<assets::Holding> held_tokens(const solana::Pubkey& wallet, const std::vector<Selection>& selections,
                                         const std::vector<std::optional<solana::Account>>& accounts) {
    std::vector<assets::Holding> held;
    std::unordered_set<solana::Pubkey> seen;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        const auto holding = read_holding(wallet, selections[i].address, accounts[i]);
        if (!holding || holding->account.is_native() || holding->account.amount == 0) continue;
        if (seen.insert(holding->account.mint).second) held.push_back(*holding);
    }
    return held;
}

base::Task<base::Result<void>> read_mints(solana::Rpc& rpc, ChainState& state,
                                          const std::vector<assets::Holding>& held) {
    std::vector<solana::Pubkey> mints;
    for (const auto& holding : held) mints.push_back(holding.account.mint);
    const auto accounts = co_await rpc.get_accounts(mints);
    if (!accounts) co_return std::unexpected(accounts.error());
    for (std::size_t i = 0; i < mints.size() && i < accounts->value.size(); ++i) {
        const auto& account = accounts->value[i];
        if (!account) continue;
        if (auto mint = solana::parse_mint(account->owner, account->data))
            state.mints.emplace(mints[i], std::move(*mint));
    }
    co_return base::Result<void>{};
}

base::Task<base::Result<void>> read_nfts(solana::Rpc& rpc, ChainState& state,
                                         const std::vector<assets::Holding>& held) {
    std::vector<assets::MetadataRequest> requests;
    for (const auto& holding : held) {
        const auto mint = state.mints.find(holding.account.mint);
        if (mint == state.mints.end() || !assets::may_be_nft(mint->second)) continue;
        requests.push_back({holding.account.mint, holding.address});
    }
    if (requests.empty()) co_return base::Result<void>{};
    const assets::ReadAccounts read = [&rpc](std::vector<solana::Pubkey> keys) {
        return rpc.get_accounts(std::move(keys));
    };
    auto metadata = co_await assets::read_metadata(read, std::move(requests), {});
    if (!metadata) co_return std::unexpected(metadata.error());
    state.metadata = std::move(metadata->value);
    co_return base::Result<void>{};
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
    std::vector<solana::Pubkey> keys{wallet, solana::ids::rent_sysvar};
    const auto others = static_cast<std::ptrdiff_t>(keys.size());
    for (const Selection& selection : selections) keys.push_back(selection.address);
    auto read = co_await rpc.get_accounts(keys);
    if (!read) co_return std::unexpected(read.error());
    auto& accounts = read->value;
    if (accounts.size() != keys.size()) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, "The upstream's answer makes no sense");
    }
    ChainState state;
    state.wallet = std::move(accounts[0]);
    if (accounts[1]) state.rent = solana::parse_rent(accounts[1]->data);
    state.accounts.assign(std::make_move_iterator(accounts.begin() + others), std::make_move_iterator(accounts.end()));

    const auto held = held_tokens(wallet, selections, state.accounts);
    if (held.empty()) co_return state;
    const auto mints = co_await read_mints(rpc, state, held);
    if (!mints) co_return std::unexpected(mints.error());
    const auto nfts = co_await read_nfts(rpc, state, held);
    if (!nfts) co_return std::unexpected(nfts.error());
    co_return state;
}

}  // namespace burner::transactions
