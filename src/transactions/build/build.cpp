#include "transactions/build/build.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/concurrently.hpp"
#include "solana/transaction.hpp"
#include "transactions/build/describe.hpp"
#include "transactions/build/donation.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build/trial.hpp"
#include "transactions/pack/pack.hpp"
#include "transactions/plan/compressed_token.hpp"
#include "transactions/plan/protected_burn.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

using base::ErrorCode;
using base::fail;

/// How often the accounts are read again when they change under the build.
constexpr int max_readings = 3;
/// Each round drops the first failing item of every transaction; after the last, all items of those that still fail.
constexpr int max_rounds = 8;
/// getRecentPrioritizationFees takes no more addresses.
constexpr std::size_t max_fee_addresses = 128;
/// A blockhash lives 150 blocks, at 350 ms each on a fast cluster.
constexpr std::chrono::milliseconds blockhash_life{150 * 350};
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

std::vector<Draft> draft(const Terms& terms, std::span<const Group> groups, std::size_t reserve_bytes) {
    std::vector<Draft> drafts;
    for (Parcel& parcel : pack(terms.wallet, groups, frame_of(terms), reserve_bytes)) {
        drafts.emplace_back(terms, groups, std::move(parcel));
    }
    return drafts;
}

/// Moves the refused groups to `rejected`; `whole` drops every group of a draft that still has a refusal.
void drop_refused(Plan& plan, const std::vector<Draft>& drafts, const std::vector<base::Result<Trial>>& trials,
                  bool whole) {
    std::map<std::size_t, std::string> reasons;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        for (const auto& [group, reason] : trials[i]->refused) {
            reasons.emplace(group, reason);
            if (!whole) continue;
            for (const std::size_t other : drafts[i].parcel()) reasons.emplace(other, reason);
        }
    }
    std::vector<Group> kept;
    for (std::size_t i = 0; i < plan.groups.size(); ++i) {
        const auto refused = reasons.find(i);
        if (refused == reasons.end()) {
            kept.push_back(std::move(plan.groups[i]));
        } else {
            for (const Selection& selection : plan.groups[i].selections) {
                plan.rejected.push_back({selection, assets::BlockedCode::simulation_failed, refused->second});
            }
        }
    }
    plan.groups = std::move(kept);
}

/// Only a burn with a proof, or of an asset with many oracles, can be so large.
void reject_too_large(Plan& plan, const Terms& terms, std::size_t reserve_bytes) {
    const auto frame = frame_of(terms);
    std::vector<Group> kept;
    for (Group& group : plan.groups) {
        if (fits_alone(terms.wallet, group.instructions, frame, reserve_bytes)) {
            kept.push_back(std::move(group));
            continue;
        }
        for (const Selection& selection : group.selections) {
            plan.rejected.push_back(
                {selection, assets::BlockedCode::proof_too_large,
                 fmt::format("The burn does not fit into a transaction that leaves {} bytes free", reserve_bytes)});
        }
    }
    plan.groups = std::move(kept);
}

std::vector<Selection> includes_of(const Draft& draft, std::span<const Group> groups) {
    std::vector<Selection> includes;
    for (const std::size_t index : draft.parcel()) {
        const std::vector<Selection>& selections = groups[index].selections;
        includes.insert(includes.end(), selections.begin(), selections.end());
    }
    for (Selection& selection : includes) {
        selection.expected_balance.reset();
        selection.expected_mint.reset();
    }
    return includes;
}

/// Drafts that the cluster would take, with the groups that they hold.
struct Tried {
    std::vector<Draft> drafts;
    bool contradicts = false;
};

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

base::Task<std::uint64_t> read_price(solana::Rpc& rpc, PriorityLevel level, std::vector<solana::Pubkey> written,
                                     PriorityFeeSettings settings) {
    if (level == PriorityLevel::none) co_return 0;
    // Without an answer the floor is paid: what others paid is no reason to build nothing.
    auto recent = co_await rpc.get_recent_prioritization_fees(std::move(written));
    if (!recent) recent.emplace();
    co_return price_at(level, std::move(*recent), settings);
}

void add(Plan& plan, Plan more) {
    std::ranges::move(more.groups, std::back_inserter(plan.groups));
    std::ranges::move(more.rejected, std::back_inserter(plan.rejected));
}

/// Packs and simulates until every draft would succeed; what would not leaves `plan.groups`, which must outlive the
/// task.
base::Task<base::Result<Tried>> draft_and_try(solana::Rpc& rpc, Plan& plan, Terms terms, std::size_t reserve_bytes,
                                              base::Lamports before) {
    std::optional<DonationWallet> donation_wallet;
    if (terms.donation_wallet) {
        auto read = co_await read_donation_wallet(rpc, *terms.donation_wallet);
        if (!read) co_return std::unexpected(read.error());
        donation_wallet = std::move(*read);
    }
    reject_too_large(plan, terms, reserve_bytes);
    for (int round = 1;; ++round) {
        Tried tried{draft(terms, plan.groups, reserve_bytes)};
        if (donation_wallet) {
            if (const auto checked = check_donations(*donation_wallet, tried.drafts); !checked) {
                co_return std::unexpected(checked.error());
            }
        }
        std::vector<base::Task<base::Result<Trial>>> tasks;
        for (const Draft& each : tried.drafts) tasks.push_back(try_out(rpc, each, terms.wallet, before));
        const auto trials = co_await base::concurrently(std::move(tasks));
        bool all_succeed = true;
        for (std::size_t i = 0; i < trials.size(); ++i) {
            if (!trials[i]) co_return std::unexpected(trials[i].error());
            all_succeed = all_succeed && trials[i]->refused.empty();
            tried.contradicts = tried.contradicts || trials[i]->contradicts;
            tried.drafts[i].fit_unit_limit(trials[i]->units);
        }
        if (all_succeed || tried.contradicts) co_return tried;
        drop_refused(plan, tried.drafts, trials, round >= max_rounds);
    }
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
    auto state = co_await read_chain_state(rpc_, indexer_, request.wallet, accounts);
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
        auto planned = co_await plan_compressed(compressed_tokens_, rpc_, prices_, std::move(wanted));
        if (!planned) co_return std::unexpected(planned.error());
        add(plan, std::move(*planned));
    }
    Build build;
    if (!plan.groups.empty()) {
        const base::Lamports before = state->wallet ? state->wallet->lamports : base::Lamports{};
        terms.price =
            co_await read_price(rpc_, request.priority, written_accounts(request.wallet, plan.groups), priority_fee_);
        const auto tried = co_await draft_and_try(rpc_, plan, terms, request.reserve_bytes, before);
        if (!tried) co_return std::unexpected(tried.error());
        if (tried->contradicts) co_return std::nullopt;
        const auto latest = co_await rpc_.get_latest_blockhash();
        if (!latest) co_return std::unexpected(latest.error());
        for (const Draft& each : tried->drafts) build.transactions.push_back(finish(each, plan, request, *latest));
    }
    build.rejected = std::move(plan.rejected);
    build.totals = totals_of(build.transactions);
    co_return build;
}

BuiltTransaction Builder::finish(const Draft& draft, const Plan& plan, const BuildRequest& request,
                                 const solana::LatestBlockhash& latest) const {
    const solana::Message message = draft.compile(latest.blockhash);
    const auto instructions = solana::decompile(message);
    const base::UnixTime now = clock_.now();
    BuiltTransaction built;
    built.includes = includes_of(draft, plan.groups);
    built.rebate = draft.rebate();
    built.compute_units_needed = draft.unit_limit();
    built.network_fee = draft.fee();
    built.last_valid_block_height = latest.last_valid_block_height;
    built.expires_at = now + blockhash_life;
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
