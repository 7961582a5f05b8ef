#include "transactions/build/try_all.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/concurrently.hpp"
#include "transactions/build/affordable.hpp"
#include "transactions/build/donation.hpp"
#include "transactions/build/trial.hpp"
#include "transactions/pack/pack.hpp"

namespace burner::transactions {

namespace {

/// Each packing loses the first failing item of every transaction. What still fails after the last is halved.
constexpr int max_packings = 8;

/// Why a group is refused, by its index in the plan.
using Reasons = std::map<std::size_t, std::string>;

/// A draft and what the cluster says of it; nullopt before it was asked.
struct Part {
    Draft draft;
    std::optional<Trial> trial = std::nullopt;

    bool succeeds() const { return trial && trial->refused.empty() && !trial->unexplained; }
};

/// What is the same for every transaction of a build.
struct Setting {
    solana::Rpc& rpc;
    Terms terms;
    Purse purse;
    std::optional<DonationWallet> donation_wallet = std::nullopt;
};

void reject_group(Plan& plan, const Group& group, const std::string& reason) {
    for (const Selection& selection : group.selections) {
        plan.rejected.push_back({selection, assets::BlockedCode::simulation_failed, reason});
    }
}

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

std::vector<Part> packed(const Plan& plan, const Terms& terms, std::size_t reserve_bytes) {
    std::vector<Part> parts;
    for (Bin& bin : pack(terms.wallet, plan.groups, frame_of(terms), reserve_bytes)) {
        parts.push_back({Draft(terms, plan.groups, std::move(bin))});
    }
    return parts;
}

/// Asks the cluster about those that it has not been asked about.
base::Task<base::Result<void>> try_parts(const Setting& setting, std::vector<Part>& parts) {
    std::vector<Part*> asked;
    std::vector<base::Task<base::Result<Trial>>> tasks;
    for (Part& part : parts) {
        if (part.trial) continue;
        if (setting.donation_wallet) {
            const auto checked = check_donations(*setting.donation_wallet, {&part.draft, 1});
            if (!checked) co_return std::unexpected(checked.error());
        }
        asked.push_back(&part);
        tasks.push_back(try_out(setting.rpc, part.draft, setting.terms.wallet, setting.purse.held));
    }
    auto trials = co_await base::concurrently(std::move(tasks));
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (!trials[i]) co_return std::unexpected(trials[i].error());
        asked[i]->draft.fit_unit_limit(trials[i]->units);
        asked[i]->trial = std::move(*trials[i]);
    }
    co_return base::Result<void>{};
}

bool contradict(const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, [](const Part& part) { return part.trial->contradicts; });
}

bool all_succeed(const std::vector<Part>& parts) {
    return std::ranges::all_of(parts, &Part::succeeds);
}

bool has_unexplained(const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, [](const Part& part) { return part.trial->unexplained.has_value(); });
}

Reasons reasons_of(const std::vector<Part>& parts) {
    Reasons reasons;
    for (const Part& part : parts) reasons.insert(part.trial->refused.begin(), part.trial->refused.end());
    return reasons;
}

/// What is left of a part that fails, in two halves. Its groups stay in the plan: other drafts name them by index.
void halve(Plan& plan, const Terms& terms, const Part& failing, std::vector<Part>& out) {
    const Reasons reasons(failing.trial->refused.begin(), failing.trial->refused.end());
    for (const auto& [group, reason] : reasons) reject_group(plan, plan.groups[group], reason);
    Bin left;
    std::ranges::copy_if(failing.draft.bin(), std::back_inserter(left),
                         [&](std::size_t group) { return !reasons.contains(group); });
    const auto middle = left.begin() + static_cast<std::ptrdiff_t>(left.size() + 1) / 2;
    for (Bin half : {Bin(left.begin(), middle), Bin(middle, left.end())}) {
        if (!half.empty()) out.push_back({Draft(terms, plan.groups, std::move(half))});
    }
}

/// Until every part succeeds. Ends, as what fails by itself is rejected.
base::Task<base::Result<void>> halve_failing(const Setting& setting, Plan& plan, std::vector<Part>& parts) {
    while (!all_succeed(parts) && !contradict(parts)) {
        std::vector<Part> next;
        for (Part& part : parts) {
            if (part.succeeds()) {
                next.push_back(std::move(part));
            } else {
                halve(plan, setting.terms, part, next);
            }
        }
        parts = std::move(next);
        const auto tried = co_await try_parts(setting, parts);
        if (!tried) co_return std::unexpected(tried.error());
    }
    co_return base::Result<void>{};
}

/// Keeps of the parts what the wallet can pay for with what those before leave it.
std::vector<Draft> affordable_of(std::vector<Part> parts, Plan& plan, const Purse& purse) {
    std::vector<Draft> drafts;
    base::Lamports held = purse.held;
    for (Part& part : parts) {
        const auto left = left_after(part.draft, held, purse.minimum);
        if (left) {
            held = *left;
            drafts.push_back(std::move(part.draft));
            continue;
        }
        for (const std::size_t group : part.draft.bin())
            reject_group(plan, plan.groups[group], std::string(cannot_pay));
    }
    return drafts;
}

}  // namespace

base::Task<base::Result<Tried>> try_all(solana::Rpc& rpc, Plan& plan, Terms terms, std::size_t reserve_bytes,
                                        Purse purse) {
    Setting setting{rpc, std::move(terms), purse};
    if (setting.terms.donation_wallet) {
        auto read = co_await read_donation_wallet(rpc, *setting.terms.donation_wallet);
        if (!read) co_return std::unexpected(read.error());
        setting.donation_wallet = std::move(*read);
    }
    reject_too_large(plan, setting.terms, reserve_bytes);
    std::vector<Part> parts;
    for (int packing = 1;; ++packing) {
        parts = packed(plan, setting.terms, reserve_bytes);
        const auto tried = co_await try_parts(setting, parts);
        if (!tried) co_return std::unexpected(tried.error());
        if (all_succeed(parts) || contradict(parts)) break;
        if (packing == max_packings || has_unexplained(parts)) {
            const auto halved = co_await halve_failing(setting, plan, parts);
            if (!halved) co_return std::unexpected(halved.error());
            break;
        }
        drop(plan, reasons_of(parts));
    }
    if (contradict(parts)) co_return Tried{{}, true};
    co_return Tried{affordable_of(std::move(parts), plan, purse)};
}

}  // namespace burner::transactions
