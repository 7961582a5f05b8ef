#include "transactions/plan/plan.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "assets/decide/decide.hpp"
#include "solana/programs/ids.hpp"
#include "transactions/plan/cnft.hpp"
#include "transactions/plan/core_asset.hpp"
#include "transactions/plan/empty_account.hpp"
#include "transactions/plan/nft.hpp"
#include "transactions/plan/token.hpp"
#include "transactions/plan/withdrawal.hpp"
#include "transactions/read/protected_burn.hpp"

namespace burner::transactions {

namespace {

using assets::BlockedCode;

/// What the second of two such prints gives back depends on which is burned first.
constexpr std::string_view shares_marker =
    "Another print of the same master is burned in this request. Burn this one in a later request";

constexpr std::string_view changes_tree = "Too many burns from one Merkle tree. Burn this one in a later request";

/// The changes that the groups of one build make to a tree, in whatever order they are sent.
struct Changes {
    std::uint64_t count = 0;
    std::uint64_t max_count = UINT64_MAX;  ///< before one of the roots that they rest on is forgotten

    bool take(const TreeRoot& root) {
        if (count >= std::min(max_count, root.changes)) return false;
        ++count;
        max_count = std::min(max_count, root.changes);
        return true;
    }
};

/// Plans what lies in a token account, by its type.
Group plan_by_type(const Target& target) {
    switch (target.decision.type) {
        case assets::ItemType::empty_account: return plan_empty_account(target);
        case assets::ItemType::token:
        case assets::ItemType::fungible_asset: return plan_token(target);
        case assets::ItemType::nft: return plan_nft(target);
        case assets::ItemType::zk_compressed_token:
        case assets::ItemType::cnft: break;
    }
    throw std::logic_error("the type does not lie in token accounts");
}

/// An account may have been emptied or filled since it was listed; what it holds does not turn into something else.
BlockedCode why_another_type(assets::ItemType selected, assets::ItemType found) {
    const bool was_emptied_or_filled =
        selected == assets::ItemType::empty_account || found == assets::ItemType::empty_account;
    return was_emptied_or_filled ? BlockedCode::balance_changed : BlockedCode::not_found;
}

/// Tells whether it is unknown who holds the print's master now. The token program could burn the print all the same,
/// but what Token Metadata would give back would be lost.
bool lacks_holder(const assets::Facts& facts) {
    return facts.metadata != nullptr && facts.metadata->master && !facts.metadata->master->token_account;
}

/// Plans a close or a burn of what lies in a token account.
base::Result<Group, Rejection> plan_holding(const assets::Owner& owner, const Selection& selection,
                                            const assets::Holding& holding, const ChainState& state) {
    const auto because = [&](BlockedCode code, std::string_view message = {}) {
        auto rejection = reject(selection, code);
        if (!message.empty()) rejection.message = message;
        return std::unexpected(std::move(rejection));
    };
    if (auto why = why_not_as_expected(selection, holding.account.amount, holding.account.mint)) {
        return std::unexpected(*std::move(why));
    }
    assets::Facts facts = facts_of(state, holding.account.mint);
    if (is_agreed(facts.backing, selection)) facts.backing = assets::Backing::none;
    const auto decision = assets::decide(owner, holding.account, facts);
    if (decision.blocked) return because(*decision.blocked, decision.blocked_message);
    if (lacks_holder(facts)) return because(BlockedCode::source_unavailable);
    if (decision.type != selection.type) return because(why_another_type(selection.type, decision.type));
    return plan_by_type({selection, holding, decision, facts.mint});
}

base::Result<Group, Rejection> plan_account(const assets::Owner& owner, const Selection& selection,
                                            const std::optional<solana::Account>& account, const ChainState& state) {
    if (account && account->owner == solana::ids::core) return plan_core_asset(owner, selection, state);
    const auto holding = holding_at(owner.wallet, selection.address, account);
    if (!holding) return std::unexpected(reject(selection, holding.error()));
    return plan_holding(owner, selection, *holding, state);
}

/// Plans a close or a burn.
base::Result<Group, Rejection> plan_end(const assets::Owner& owner, const Selection& selection,
                                        const std::optional<solana::Account>& account, const ChainState& state) {
    switch (assets::row_of(selection.type).lies) {
        case assets::Lies::in_account: return plan_account(owner, selection, account, state);
        case assets::Lies::in_bubblegum_tree: return plan_cnft(owner, selection, state);
        case assets::Lies::in_light_tree: break;
    }
    throw std::logic_error("tokens of Light's trees are planned as batches");
}

base::Result<Group, Rejection> plan_one(const assets::Owner& owner, const Selection& selection,
                                        const std::optional<solana::Account>& account, const ChainState& state) {
    if (selection.action == assets::Action::withdraw_excess) return plan_withdrawal(owner, selection, account, state);
    return plan_end(owner, selection, account, state);
}

}  // namespace

Plan plan(const solana::Pubkey& wallet, const std::vector<Selection>& selections, const ChainState& state,
          const assets::Protection& protection) {
    const assets::Owner owner = assets::owner_of(wallet, state.wallet);
    Plan plan;
    plan.groups.reserve(selections.size());
    std::unordered_set<solana::Pubkey> depended_on;
    std::unordered_map<solana::Pubkey, Changes> changes;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        auto group = plan_one(owner, selections[i], state.accounts[i], state);
        if (!group) {
            plan.rejected.push_back(std::move(group.error()));
        } else if (auto why = why_protected(protection, selections[i], state.accounts[i], state)) {
            plan.rejected.push_back({selections[i], why->code, std::move(why->message)});
        } else if (group->refund_depends_on && !depended_on.insert(*group->refund_depends_on).second) {
            plan.rejected.push_back({selections[i], BlockedCode::simulation_failed, std::string(shares_marker)});
        } else if (group->root && !changes[group->root->tree].take(*group->root)) {
            plan.rejected.push_back({selections[i], BlockedCode::simulation_failed, std::string(changes_tree)});
        } else {
            plan.groups.push_back(std::move(*group));
        }
    }
    return plan;
}

}  // namespace burner::transactions
