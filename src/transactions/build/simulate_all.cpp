#include "transactions/build/simulate_all.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/concurrently.hpp"
#include "transactions/build/simulate.hpp"
#include "transactions/pack/pack.hpp"

namespace burner::transactions {

namespace {

/// Each packing loses the first failing item of every transaction. What still fails after the last is halved.
constexpr int max_packings = 8;

/// Why a group is refused, by its index in the plan.
using Reasons = std::map<std::size_t, assets::Refusal>;

/// A draft and what the cluster says of it; nullopt before it was asked.
struct Part {
    Draft draft;
    std::optional<SimulationOutcome> outcome = std::nullopt;

    bool succeeds() const { return outcome && outcome->refused.empty() && !outcome->unexplained; }
};

/// Takes the refused groups out of the plan, which gives the others new indices.
void drop(Plan& plan, const Reasons& reasons) {
    std::vector<Group> kept;
    for (std::size_t i = 0; i < plan.groups.size(); ++i) {
        const auto refused = reasons.find(i);
        if (refused == reasons.end()) {
            kept.push_back(std::move(plan.groups[i]));
        } else {
            reject_group(plan, plan.groups[i], refused->second);
        }
    }
    plan.groups = std::move(kept);
}

/// Rejects groups that no transaction holds: only a burn with a proof, or of an asset with many oracles, can be so
/// large.
void reject_too_large(Plan& plan, const Simulating& build) {
    const Frame frame = frame_of(build.terms);
    std::vector<Group> kept;
    for (Group& group : plan.groups) {
        if (fits_alone(frame, group.instructions)) {
            kept.push_back(std::move(group));
            continue;
        }
        for (const Selection& selection : group.selections) {
            plan.rejected.push_back({selection, assets::BlockedCode::proof_too_large,
                                     fmt::format("The burn does not fit into a transaction that leaves {} bytes free",
                                                 frame.reserve_bytes)});
        }
    }
    plan.groups = std::move(kept);
}

std::vector<Part> packed(const Plan& plan, const Simulating& build) {
    const Terms& terms = build.terms;
    std::vector<Part> parts;
    for (Bin& bin : pack(frame_of(terms), plan.groups)) {
        parts.push_back({Draft(terms, plan.groups, std::move(bin))});
    }
    return parts;
}

/// Asks the cluster about the parts that it has not been asked about.
base::Task<base::Result<void>> simulate_parts(solana::Rpc& rpc, const Simulating& build, std::vector<Part>& parts) {
    std::vector<Part*> asked;
    std::vector<base::Task<base::Result<SimulationOutcome>>> tasks;
    for (Part& part : parts) {
        if (part.outcome) continue;
        if (build.donation_wallet) {
            const auto checked = check_donation(*build.donation_wallet, part.draft);
            if (!checked) co_return std::unexpected(checked.error());
        }
        asked.push_back(&part);
        tasks.push_back(simulate(rpc, part.draft, build.terms.wallet, build.purses.wallet.held));
    }
    auto outcomes = co_await base::concurrently(std::move(tasks));
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (!outcomes[i]) co_return std::unexpected(outcomes[i].error());
        asked[i]->draft.fit_unit_limit(outcomes[i]->units);
        asked[i]->outcome = std::move(*outcomes[i]);
    }
    co_return base::Result<void>{};
}

bool is_any_stale(const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, [](const Part& part) { return part.outcome && part.outcome->is_stale; });
}

bool all_succeed(const std::vector<Part>& parts) {
    return std::ranges::all_of(parts, &Part::succeeds);
}

bool has_unexplained(const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, [](const Part& part) { return part.outcome->unexplained.has_value(); });
}

Reasons reasons_of(const std::vector<Part>& parts) {
    Reasons reasons;
    for (const Part& part : parts) reasons.insert(part.outcome->refused.begin(), part.outcome->refused.end());
    return reasons;
}

/// Divides what is left of a failing part into two halves. Its groups stay in the plan: other drafts name them by
/// index.
void halve(Plan& plan, const Terms& terms, const Part& failing, std::vector<Part>& out) {
    const Reasons reasons(failing.outcome->refused.begin(), failing.outcome->refused.end());
    for (const auto& [group, reason] : reasons) reject_group(plan, plan.groups[group], reason);
    Bin left;
    std::ranges::copy_if(failing.draft.bin(), std::back_inserter(left),
                         [&](std::size_t group) { return !reasons.contains(group); });
    const auto middle = left.begin() + static_cast<std::ptrdiff_t>(left.size() + 1) / 2;
    for (Bin half : {Bin(left.begin(), middle), Bin(middle, left.end())}) {
        if (!half.empty()) out.push_back({Draft(terms, plan.groups, std::move(half))});
    }
}

/// Halves what fails until every part succeeds. Ends, since what fails by itself is rejected.
base::Task<base::Result<void>> halve_failing(solana::Rpc& rpc, const Simulating& build, Plan& plan,
                                             std::vector<Part>& parts) {
    while (!all_succeed(parts) && !is_any_stale(parts)) {
        std::vector<Part> next;
        for (Part& part : parts) {
            if (part.succeeds()) {
                next.push_back(std::move(part));
            } else {
                halve(plan, build.terms, part, next);
            }
        }
        parts = std::move(next);
        const auto simulated = co_await simulate_parts(rpc, build, parts);
        if (!simulated) co_return std::unexpected(simulated.error());
    }
    co_return base::Result<void>{};
}

}  // namespace

base::Task<base::Result<SimulatedDrafts>> simulate_all(solana::Rpc& rpc, Plan plan, Simulating build) {
    const base::Lamports least_fee = network_fee(build.terms.signatures(), base::Lamports{});
    reject_too_large(plan, build);
    std::vector<Part> parts;
    for (int packing = 1;; ++packing) {
        parts = packed(plan, build);
        if (!build.purses.paying().can_pay(least_fee)) break;
        const auto simulated = co_await simulate_parts(rpc, build, parts);
        if (!simulated) co_return std::unexpected(simulated.error());
        if (all_succeed(parts) || is_any_stale(parts)) break;
        if (packing == max_packings || has_unexplained(parts)) {
            const auto halved = co_await halve_failing(rpc, build, plan, parts);
            if (!halved) co_return std::unexpected(halved.error());
            break;
        }
        drop(plan, reasons_of(parts));
    }
    SimulatedDrafts found{std::move(plan), {}, is_any_stale(parts)};
    if (found.is_stale) co_return found;
    for (Part& part : parts) found.drafts.push_back(std::move(part.draft));
    co_return found;
}

void reject_group(Plan& plan, const Group& group, const assets::Refusal& refusal) {
    for (const Selection& selection : group.selections)
        plan.rejected.push_back({selection, refusal.code, refusal.message});
}

}  // namespace burner::transactions
