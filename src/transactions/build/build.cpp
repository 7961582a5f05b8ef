#include "transactions/build/build.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <utility>

#include "base/concurrently.hpp"
#include "solana/transaction.hpp"
#include "transactions/block_window.hpp"
#include "transactions/build/describe.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build/try_all.hpp"
#include "transactions/plan/compressed_token.hpp"
#include "transactions/plan/protected_burn.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

using base::ErrorCode;
using base::fail;

/// How often the accounts are read again when they change under the build.
constexpr int max_readings = 3;
/// getRecentPrioritizationFees takes no more addresses.
constexpr std::size_t max_fee_addresses = 128;
/// Past any blockhash's end even on a slow cluster, where the block height decides.
constexpr std::chrono::minutes ticket_life{3};

base::Result<void> check(const BuildRequest& request) {
    if (auto checked = check(std::span<const Selection>(request.items)); !checked) return checked;
    if (request.reserve_bytes > max_reserve_bytes) {
        return fail(ErrorCode::invalid_request, "reserveBytes must not be greater than 400");
    }
    if (request.donation.is_zero()) return {};
    if (!request.donation_wallet) return fail(ErrorCode::invalid_request, "The project has no donation wallet");
    if (*request.donation_wallet == request.wallet) {
        return fail(ErrorCode::invalid_request, "The project's donation wallet cannot donate to itself");
    }
    return {};
}

/// The accounts that the groups write, each once: mints first, since others compete for those, and the accounts of the
/// items last.
std::vector<solana::Pubkey> written_accounts(const solana::Pubkey& wallet, std::span<const Group> groups) {
    std::map<solana::Pubkey, std::size_t> uses;
    for (const Group& group : groups) {
        for (const auto& instruction : group.instructions) {
            for (const auto& account : instruction.accounts) {
                if (account.is_writable && account.key != wallet) ++uses[account.key];
            }
        }
    }
    std::vector<solana::Pubkey> selected;
    for (const Group& group : groups) {
        for (const Selection& selection : group.selections) {
            if (uses.erase(selection.address) > 0) selected.push_back(selection.address);
        }
    }
    std::vector<solana::Pubkey> keys;
    for (const auto& [key, count] : uses) keys.push_back(key);
    keys.push_back(wallet);
    keys.insert(keys.end(), selected.begin(), selected.end());
    keys.resize(std::min(keys.size(), max_fee_addresses));
    return keys;
}

std::vector<Selection> includes_of(const Draft& draft, std::span<const Group> groups) {
    std::vector<Selection> includes;
    for (const std::size_t index : draft.bin()) {
        const std::vector<Selection>& selections = groups[index].selections;
        includes.insert(includes.end(), selections.begin(), selections.end());
    }
    for (Selection& selection : includes) {
        selection.expected_balance.reset();
        selection.acknowledges_liquidity = false;
        selection.expected_mint.reset();
    }
    return includes;
}

BuildTotals totals_of(std::span<const BuiltTransaction> transactions) {
    BuildTotals totals;
    totals.transactions = transactions.size();
    for (const BuiltTransaction& transaction : transactions) {
        totals.items += transaction.includes.size();
        totals.rebate.gross += transaction.rebate.gross;
        totals.rebate.donation += transaction.rebate.donation;
        totals.rebate.donation_base += transaction.rebate.donation_base;
        totals.network_fee += transaction.network_fee;
    }
    return totals;
}

/// But for the price.
Terms terms_of(const BuildRequest& request) {
    Terms terms;
    terms.wallet = request.wallet;
    terms.donation = request.donation;
    if (!request.donation.is_zero()) terms.donation_wallet = request.donation_wallet;
    terms.priority = request.priority;
    return terms;
}

/// Without a rent, which a cluster has, only the fees are held against what the wallet has.
Purse purse_of(const ChainState& state) {
    return {state.wallet ? state.wallet->lamports : base::Lamports{},
            state.rent ? state.rent->minimum_balance(0) : base::Lamports{}};
}

base::Task<std::uint64_t> read_price(solana::Rpc& rpc, PriorityLevel level, std::vector<solana::Pubkey> written,
                                     PriorityFeeSettings settings) {
    if (level == PriorityLevel::none) co_return 0;
    // Without an answer the floor is paid: what others paid is no reason to build nothing.
    auto recent = co_await rpc.get_recent_prioritization_fees(std::move(written));
    if (!recent) recent.emplace();
    co_return price_at(level, std::move(*recent), settings);
}

/// `out` must live until the task ends.
template <class T>
base::Task<bool> read_into(base::Task<base::Result<T>> read, base::Result<T>& out) {
    out = co_await std::move(read);
    co_return out.has_value();
}

/// The blockhash is read last, so that it lives as long as can be, and the present height beside it.
base::Task<base::Result<Lifetime>> read_lifetime(solana::Rpc& rpc) {
    using Latest = base::Result<solana::LatestBlockhash>;
    using Height = base::Result<solana::BlockHeight>;
    Latest latest;
    Height present;
    std::vector<base::Task<bool>> reads;
    reads.push_back(read_into(rpc.get_latest_blockhash(), latest));
    reads.push_back(read_into(rpc.get_block_height(), present));
    co_await base::concurrently(std::move(reads));
    if (!latest) co_return std::unexpected(latest.error());
    if (!present) co_return std::unexpected(present.error());
    const solana::BlockHeight last = latest->last_valid_block_height;
    if (blocks_between(last, *present) > max_block_distance) {
        co_return fail(ErrorCode::upstream_unavailable, "The upstream's answer makes no sense");
    }
    co_return Lifetime{*latest, blocks_left(last, *present)};
}

std::chrono::milliseconds time_of(solana::BlockHeight blocks, const BlockPace& pace) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(pace.block_time() * static_cast<std::int64_t>(blocks));
}

void add(Plan& plan, Plan more) {
    std::ranges::move(more.groups, std::back_inserter(plan.groups));
    std::ranges::move(more.rejected, std::back_inserter(plan.rejected));
}

}  // namespace

base::Task<base::Result<Build>> Builder::build(BuildRequest request) {
    if (const auto checked = check(request); !checked) co_return std::unexpected(checked.error());
    for (int reading = 0; reading < max_readings; ++reading) {
        auto built = co_await build_once(request);
        if (!built) co_return std::unexpected(built.error());
        if (*built) co_return std::move(**built);
    }
    co_return fail(ErrorCode::upstream_unavailable, "The wallet changes faster than it can be read");
}

base::Task<base::Result<std::optional<Build>>> Builder::build_once(BuildRequest request) {
    auto [accounts, compressed] = by_place(request.items);
    auto state = co_await read_chain_state(rpc_, indexer_, positions_, request.wallet, accounts);
    if (!state) co_return std::unexpected(state.error());
    if (request.protection.above_usd) state->prices = co_await prices_.get_prices(mints_to_price(accounts, *state));
    Plan plan = transactions::plan(request.wallet, accounts, *state, request.protection);
    Terms terms = terms_of(request);
    if (!compressed.empty()) {
        CompressedRequest wanted{assets::owner_of(request.wallet, state->wallet),
                                 std::move(compressed),
                                 std::move(accounts),
                                 frame_of(terms),
                                 request.reserve_bytes,
                                 request.protection};
        auto planned = co_await plan_compressed(compressed_tokens_, rpc_, prices_, positions_, std::move(wanted));
        if (!planned) co_return std::unexpected(planned.error());
        add(plan, std::move(*planned));
    }
    Build build;
    if (!plan.groups.empty()) {
        terms.price =
            co_await read_price(rpc_, request.priority, written_accounts(request.wallet, plan.groups), priority_fee_);
        const auto tried = co_await try_all(rpc_, plan, terms, request.reserve_bytes, purse_of(*state));
        if (!tried) co_return std::unexpected(tried.error());
        if (tried->contradicts) co_return std::nullopt;
        const auto lifetime = co_await read_lifetime(rpc_);
        if (!lifetime) co_return std::unexpected(lifetime.error());
        for (const Draft& each : tried->drafts) build.transactions.push_back(finish(each, plan, request, *lifetime));
    }
    build.rejected = std::move(plan.rejected);
    build.totals = totals_of(build.transactions);
    co_return build;
}

BuiltTransaction Builder::finish(const Draft& draft, const Plan& plan, const BuildRequest& request,
                                 const Lifetime& lifetime) const {
    const solana::LatestBlockhash& latest = lifetime.latest;
    const solana::Message message = draft.compile(latest.blockhash);
    const auto instructions = solana::decompile(message);
    const base::UnixTime now = clock_.now();
    BuiltTransaction built;
    built.includes = includes_of(draft, plan.groups);
    built.rebate = draft.rebate();
    built.compute_units_needed = draft.unit_limit();
    built.network_fee = draft.fee();
    built.last_valid_block_height = latest.last_valid_block_height;
    built.expires_at = now + time_of(lifetime.blocks_left, pace_);
    for (const auto& instruction : instructions) built.instructions.push_back(describe(instruction));

    Ticket ticket;
    ticket.project = request.project;
    ticket.cluster = request.cluster;
    ticket.wallet = request.wallet;
    ticket.digest = digest_of(message, instructions);
    ticket.test_mode = request.test_mode;
    ticket.expires_at = now + ticket_life;
    ticket.last_valid_block_height = latest.last_valid_block_height;
    ticket.rebate = built.rebate;
    ticket.includes = built.includes;
    built.submission_ticket = tickets_.issue(ticket);
    built.transaction = serialize(solana::unsigned_transaction(message));
    return built;
}

}  // namespace burner::transactions
