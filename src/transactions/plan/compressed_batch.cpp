#include "transactions/plan/compressed_batch.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "assets/decide/compressed_token.hpp"
#include "solana/accounts/token_account.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/token.hpp"
#include "transactions/pack/pack.hpp"

namespace burner::transactions {

namespace {

namespace light = solana::light_token;
using assets::BlockedCode;
using light::CompressedToken;

constexpr std::string_view account_is_selected =
    "Its tokens go through an account that the same request burns or closes, ask for this one afterwards";
constexpr std::string_view account_is_frozen = "Its tokens would go through an account of the wallet that is frozen";
constexpr std::string_view account_is_foreign = "Its tokens would go through an account that is not the wallet's";
constexpr std::string_view pools_hold_less = "The pools of the token hold too little";

/// A token that nothing speaks against so far.
struct Candidate {
    Selection selection;
    CompressedToken token;
};

Rejection reject_because(const Selection& selection, BlockedCode code, std::string_view message) {
    return {selection, code, std::string(message)};
}

/// Says what keeps a token of the later versions from going through the wallet's token account.
std::optional<Rejection> why_not_through(const CompressedRequest& request, const Selection& selection,
                                         const CompressedMint& mint, const solana::Pubkey& mint_address) {
    const auto address = solana::associated_token_address(request.owner.wallet, mint.program, mint_address);
    if (std::ranges::find(request.others, address, &Selection::address) != request.others.end()) {
        return reject_because(selection, BlockedCode::simulation_failed, account_is_selected);
    }
    if (!mint.token_account) return std::nullopt;
    const auto account = solana::parse_token_account(mint.token_account->owner, mint.token_account->data);
    if (!account || account->owner != request.owner.wallet) {
        return reject_because(selection, BlockedCode::not_owner, account_is_foreign);
    }
    if (account->is_frozen) return reject_because(selection, BlockedCode::frozen, account_is_frozen);
    return std::nullopt;
}

/// Says why the mint, or what stands behind it, forbids the burn.
std::optional<BlockedCode> why_not_burn(const Selection& selection, const solana::Pubkey& address,
                                        const CompressedState& state) {
    const auto mint = state.mints.find(address);
    const bool is_known = mint != state.mints.end();
    const bool has_pool = is_known && !mint->second.pools.empty();
    const auto reason = assets::why_not_burn(address, is_known ? &mint->second.mint : nullptr, has_pool);
    if (reason) return reason;
    const auto backing = assets::backing_of(state.backings, address);
    return is_agreed(backing, selection) ? std::nullopt : assets::why_keep(backing);
}

base::Result<CompressedToken, Rejection> decide(const CompressedRequest& request, const Selection& selection,
                                                const CompressedState& state) {
    if (request.owner.is_multisig) return std::unexpected(reject(selection, BlockedCode::multisig_owner));
    const auto found = state.accounts.found.find(selection.address);
    if (found == state.accounts.found.end()) {
        if (const auto& failure = state.accounts.failure)
            return std::unexpected(reject_because(selection, BlockedCode::source_unavailable, *failure));
        return std::unexpected(reject(selection, BlockedCode::not_found));
    }
    const assets::CompressedTokenAccount& account = found->second;
    if (account.owner != request.owner.wallet) return std::unexpected(reject(selection, BlockedCode::not_owner));
    if (auto why = why_not_as_expected(selection, account.amount, account.mint)) {
        return std::unexpected(*std::move(why));
    }
    if (assets::backing_of(state.backings, account.mint) == assets::Backing::position) {
        return std::unexpected(reject(selection, BlockedCode::position));
    }
    auto token = assets::spendable(account);
    if (!token) return std::unexpected(reject(selection, token.error()));
    const auto tree = state.trees.find(token->tree);
    if (tree == state.trees.end() || tree->second.kind != token->tree_kind) {
        return std::unexpected(reject(selection, BlockedCode::source_unavailable));
    }
    if (const auto reason = why_not_burn(selection, account.mint, state)) {
        return std::unexpected(reject(selection, *reason));
    }
    const auto mint = state.mints.find(account.mint);
    if (token->version != light::Version::v1) {
        if (auto rejection = why_not_through(request, selection, mint->second, account.mint)) {
            return std::unexpected(*std::move(rejection));
        }
    }
    auto worth = assets::worth_of(account.mint, &mint->second.mint, account.amount, state.prices);
    const assets::Burnable burnable{account.mint, std::nullopt, std::move(worth.usd), worth.state};
    if (const auto why = assets::why_protected(request.protection, burnable)) {
        return std::unexpected(reject_because(selection, why->code, why->message));
    }
    return *token;
}

/// Puts those that may share an instruction side by side, and those of one tree too: every further tree takes room.
void sort_alike(std::vector<Candidate>& candidates) {
    std::ranges::sort(candidates, {}, [](const Candidate& candidate) {
        const CompressedToken& token = candidate.token;
        const bool is_v1 = token.version == light::Version::v1;
        return std::tuple(token.mint, token.tree_kind, is_v1, token.tree, token.leaf_index);
    });
}

/// Neighbours in one tree of the first kind pay together; an instruction pays for trees of the second kind once.
base::Lamports fee_of(std::span<const CompressedToken> tokens, const CompressedState& state) {
    base::Lamports fee;
    const CompressedToken* before = nullptr;
    for (const CompressedToken& token : tokens) {
        const bool pays = before == nullptr || (token.tree_kind == light::TreeKind::v1 && token.tree != before->tree);
        if (pays) fee += state.trees.at(token.tree).fee;
        before = &token;
    }
    return fee;
}

/// Makes a batch; nullopt where the pools do not hold what the tokens are together.
std::optional<CompressedBatch> batch_of(std::span<const Candidate> candidates, const CompressedState& state) {
    const CompressedMint& mint = state.mints.at(candidates.front().token.mint);
    CompressedBatch batch;
    light::Spending& spending = batch.spending;
    const solana::Pubkey& owner = candidates.front().token.owner;
    spending.payer = owner;
    spending.token_program = mint.program;
    for (const Candidate& candidate : candidates) {
        batch.selections.push_back(candidate.selection);
        spending.tokens.push_back(candidate.token);
    }
    const auto total = light::total_amount(spending.tokens);
    auto withdrawals = total ? light::withdraw(mint.pools, *total) : std::nullopt;
    if (!withdrawals) return std::nullopt;
    spending.withdrawals = std::move(*withdrawals);
    if (*total == 0) spending.withdrawals = {{mint.pools.front().pool, 0}};
    batch.decimals = mint.mint.decimals;
    batch.fee = fee_of(spending.tokens, state);
    batch.opens_account = !mint.token_account;
    return batch;
}

/// Tells whether the batch fits with the biggest proof that it may need.
bool fits(CompressedBatch batch, const CompressedRequest& request) {
    batch.spending.proof.emplace();
    return fits_alone(request.frame, burn_instructions(batch));
}

void take_out_of_pools(CompressedMint& mint, const CompressedBatch& batch) {
    for (const light::PoolAmount& taken : batch.spending.withdrawals) {
        std::ranges::find(mint.pools, taken.pool, &light::PoolAmount::pool)->amount -= taken.amount;
    }
}

/// Makes the batch of as many as possible of the first candidates, or says why the first one cannot be burned.
base::Result<CompressedBatch, Rejection> first_batch(std::span<const Candidate> alike, const CompressedState& state,
                                                     const CompressedRequest& request) {
    const light::TreeKind kind = alike.front().token.tree_kind;
    for (std::size_t count = light::inputs_of_one_instruction(kind, alike.size());;) {
        auto batch = batch_of(alike.first(count), state);
        if (batch && fits(*batch, request)) return *std::move(batch);
        if (count > 1) {
            count = light::inputs_of_one_instruction(kind, count - 1);
            continue;
        }
        const Selection& selection = alike.front().selection;
        if (batch) return std::unexpected(reject(selection, BlockedCode::proof_too_large));
        return std::unexpected(reject_because(selection, BlockedCode::simulation_failed, pools_hold_less));
    }
}

}  // namespace

std::vector<assets::Hash> CompressedBatch::hashes() const {
    std::vector<assets::Hash> hashes;
    for (const Selection& selection : selections) hashes.push_back(selection.address.bytes);
    return hashes;
}

std::vector<solana::Instruction> burn_instructions(const CompressedBatch& batch) {
    const light::Spending& spending = batch.spending;
    const CompressedToken& first = spending.tokens.front();
    if (first.version == light::Version::v1) return {light::burn(spending)};
    const solana::Pubkey& program = spending.token_program;
    const auto account = solana::associated_token_address(first.owner, program, first.mint);
    const std::uint64_t amount = *light::total_amount(spending.tokens);
    std::vector<solana::Instruction> instructions;
    if (batch.opens_account) {
        instructions.push_back(
            solana::create_associated_token_account(spending.payer, first.owner, program, first.mint));
    }
    instructions.push_back(light::decompress(spending, account, batch.decimals));
    instructions.push_back(
        solana::token::burn_checked(program, account, first.mint, first.owner, amount, batch.decimals));
    if (batch.opens_account) {
        instructions.push_back(solana::token::close_account(program, account, first.owner, first.owner));
    }
    return instructions;
}

CompressedBatches divide(const CompressedRequest& request, CompressedState state) {
    CompressedBatches divided;
    std::vector<Candidate> candidates;
    for (const Selection& selection : request.selections) {
        auto token = decide(request, selection, state);
        if (token) {
            candidates.push_back({selection, *std::move(token)});
        } else {
            divided.rejected.push_back(std::move(token.error()));
        }
    }
    sort_alike(candidates);
    for (std::span<const Candidate> rest{candidates}; !rest.empty();) {
        const auto other = std::ranges::find_if_not(
            rest, [&](const Candidate& candidate) { return light::may_share(rest.front().token, candidate.token); });
        const auto alike = rest.first(static_cast<std::size_t>(other - rest.begin()));
        auto batch = first_batch(alike, state, request);
        rest = rest.subspan(batch ? batch->selections.size() : 1);
        if (batch) {
            take_out_of_pools(state.mints.at(alike.front().token.mint), *batch);
            divided.batches.push_back(std::move(*batch));
        } else {
            divided.rejected.push_back(std::move(batch.error()));
        }
    }
    return divided;
}

}  // namespace burner::transactions
