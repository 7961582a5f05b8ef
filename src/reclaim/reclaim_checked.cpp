#include "reclaim/reclaim_checked.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

#include <fmt/format.h>

#include "base/base64.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

/// The most items that one build call takes (docs/openapi.yaml, `BuildTransactionsRequest`).
constexpr std::size_t max_build_items = 1000;

const sdk::SubmitError not_answered{"not_answered", "The server's answer left it out"};

/// Adds what an answer rejected, and what it neither includes nor rejects.
void add_failures(const std::vector<sdk::ItemSelection>& asked, const sdk::BuildTransactionsResult& built,
                  ReclaimOutcome& outcome) {
    std::unordered_set<std::string_view> answered;
    for (const auto& transaction : built.transactions)
        for (const auto& include : transaction.includes) answered.insert(include.address);
    for (const auto& item : built.rejected) {
        answered.insert(item.address);
        outcome.failures.push_back({{item.type, item.address, item.action}, item.code, item.message});
    }
    for (const auto& item : asked)
        if (!answered.contains(item.address))
            outcome.failures.push_back(
                {{item.type, item.address, item.action}, not_answered.code, not_answered.message});
}

bool is_done(const sdk::ReclaimedItem& item) {
    namespace outcomes = sdk::reclaim_outcome;
    return item.outcome == outcomes::confirmed || item.outcome == outcomes::finalized ||
           item.outcome == outcomes::simulated || item.outcome == outcomes::submitted;
}

}  // namespace

CheckedReclaim::CheckedReclaim(sdk::BurnerClient& client, const solana::Keypair& keypair,
                               const std::vector<ReviewedItem>& items, RunSettings settings, ReclaimProgress& progress,
                               ReclaimOutcome& outcome)
    : client_(client),
      keypair_(keypair),
      wallet_(solana::to_base58(keypair.address())),
      check_(keypair.address(), items, settings.donation),
      settings_(std::move(settings)),
      progress_(progress),
      outcome_(outcome) {}

CheckedReclaim::Distrust CheckedReclaim::run(const Selections& items, const std::stop_token& stop_token) {
    sdk::ReclaimOptions options{.priority_fee_level = settings_.priority, .stop_token = stop_token};
    for (const auto& item : items) options.items.push_back({item});
    if (settings_.donation > 0) options.donation_percentage = settings_.donation;
    options.sign = [this](const sdk::BuiltTransaction& built) { return sign(built); };
    try {
        client_.reclaim(wallet_, options, [this](const sdk::ReclaimEvent& event) { hear(event); });
    } catch (const sdk::BurnerError&) {
        if (!distrust_) throw;
    }
    return distrust_;
}

CheckedReclaim::Distrust CheckedReclaim::plan(const Selections& items, const std::stop_token& stop_token) {
    for (std::size_t at = 0; at < items.size() && !distrust_; at += max_build_items) {
        const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
        const auto size = static_cast<std::ptrdiff_t>(std::min(max_build_items, items.size() - at));
        if (plan_batch({first, first + size}, stop_token)) break;
    }
    return distrust_;
}

CheckedReclaim::Distrust CheckedReclaim::plan_batch(const Selections& batch, const std::stop_token& stop_token) {
    sdk::BuildTransactionsRequest request{.items = batch, .priority_fee_level = settings_.priority};
    if (settings_.donation > 0) request.donation_percentage = settings_.donation;
    const auto built = client_.build_transactions(wallet_, request, {.stop_token = stop_token});
    check(batch, built);
    if (distrust_) return distrust_;
    add_failures(batch, built, outcome_);
    for (const auto& transaction : built.transactions) {
        outcome_.transactions.push_back({"planned", "", false, transaction});
        progress_.planned(transaction);
    }
    return std::nullopt;
}

void CheckedReclaim::hear(const sdk::ReclaimEvent& event) {
    std::visit([this](const auto& happened) { take(happened); }, event);
    progress_.show(event);
}

void CheckedReclaim::take(const sdk::BuiltEvent& event) {
    check(event.asked, event.built);
}

void CheckedReclaim::check(const Selections& asked, const sdk::BuildTransactionsResult& built) {
    checked_.clear();
    check_.begin_answer(asked);
    for (const auto& transaction : built.transactions) {
        auto result = check_.check(transaction);
        if (!result) {
            distrust_ = result.error();
            return;
        }
        checked_.insert_or_assign(transaction.transaction_base64, *std::move(result));
    }
}

/// To throw is to decline: the run ends, with a report of what was done before.
std::string CheckedReclaim::sign(const sdk::BuiltTransaction& built) {
    if (distrust_) throw std::runtime_error(*distrust_);
    solana::Transaction transaction = checked_.at(built.transaction_base64);
    transaction.signatures.front() = keypair_.sign(solana::serialize(transaction.message));
    signatures_.insert(solana::to_base58(transaction.signatures.front()));
    return base::to_base64(solana::serialize(transaction));
}

void CheckedReclaim::take(const sdk::SubmittedEvent& event) {
    if (!signatures_.contains(event.signature))
        distrust_ = "it says to have sent a transaction that this wallet did not sign";
    outcome_.transactions.push_back(
        {std::string{sdk::submission_status::submitted}, event.signature, event.simulated, event.built});
}

/// The report knows the end of each: what expired or failed is no longer among what was done.
void CheckedReclaim::take(const sdk::DoneEvent& event) {
    std::unordered_map<std::string, std::string_view> done;
    for (const auto& item : event.report.items) {
        if (is_done(item)) {
            done.emplace(*item.signature, item.outcome);
        } else if (item.error) {
            outcome_.failures.push_back({item.item, item.error->code, item.error->message});
        } else if (!event.report.stopped) {
            outcome_.failures.push_back({item.item, not_answered.code, not_answered.message});
        }
    }
    std::erase_if(outcome_.transactions, [&](const auto& sent) { return !done.contains(sent.signature); });
    for (auto& sent : outcome_.transactions)
        if (!sent.is_simulated) sent.status = done.at(sent.signature);
}

}  // namespace burner::reclaim
