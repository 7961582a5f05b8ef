#include "app/commands/reclaim_run.hpp"

#include <algorithm>
#include <ostream>
#include <unordered_set>

#include <fmt/format.h>

#include "app/commands/terminal_text.hpp"
#include "base/base64.hpp"

namespace burner::app {
namespace {

namespace sdk = burnandclaim;

/// The most items that one build call takes (docs/openapi.yaml, `BuildTransactionsRequest`).
constexpr std::size_t chunk_size = 1000;
/// A blockhash lives about 50 s; what expires is built again, but not for ever.
constexpr int max_rounds = 3;
/// Submitting the same bytes again is safe: the server answers `duplicate` and sends nothing.
constexpr int max_sends = 3;

bool is_expiry(const sdk::SubmitError& error) {
    return error.code == "blockhash_expired" || error.code == "ticket_expired";
}

sdk::Selection selection_of(const sdk::ItemSelection& item) {
    return {item.type, item.address, item.action};
}

/// Items that the answer neither includes nor rejects.
void add_unanswered(const std::vector<sdk::ItemSelection>& chunk, const sdk::BuildTransactionsResult& built,
                    ReclaimOutcome& outcome) {
    std::unordered_set<std::string_view> answered;
    for (const auto& transaction : built.transactions)
        for (const auto& include : transaction.includes) answered.insert(include.address);
    for (const auto& item : built.rejected) answered.insert(item.address);
    for (const auto& item : chunk)
        if (!answered.contains(item.address))
            outcome.failures.push_back({selection_of(item), "not_answered", "The server's answer left it out"});
}

}  // namespace

ReclaimRun::ReclaimRun(sdk::BurnerClient& client, const solana::Keypair& keypair,
                       const std::vector<ReviewedItem>& items, RunSettings settings, std::ostream& progress)
    : client_(client),
      keypair_(keypair),
      wallet_(solana::to_base58(keypair.address())),
      check_(keypair.address(), items, settings.donation),
      settings_(std::move(settings)),
      progress_(progress) {}

std::optional<std::string> ReclaimRun::run(Selections pending, ReclaimOutcome& outcome) {
    for (int round = 0; round < max_rounds && !pending.empty(); ++round) {
        Selections expired;
        for (std::size_t at = 0; at < pending.size(); at += chunk_size) {
            const auto first = pending.begin() + static_cast<std::ptrdiff_t>(at);
            const auto size = std::min(chunk_size, pending.size() - at);
            const Selections chunk{first, first + static_cast<std::ptrdiff_t>(size)};
            if (auto distrust = run_chunk(chunk, expired, outcome)) return distrust;
        }
        pending = std::move(expired);
    }
    for (const auto& item : pending)
        outcome.failures.push_back(
            {selection_of(item), "blockhash_expired", "The transaction expired before it was sent"});
    return std::nullopt;
}

ReclaimRun::Distrust ReclaimRun::run_chunk(const Selections& chunk, Selections& expired, ReclaimOutcome& outcome) {
    sdk::BuildTransactionsRequest request{.items = chunk, .priority_fee_level = settings_.priority};
    if (settings_.donation > 0) request.donation_percentage = settings_.donation;
    const auto built = client_.build_transactions(wallet_, request);

    std::vector<solana::Transaction> checked;
    check_.begin_answer(chunk);
    for (const auto& transaction : built.transactions) {
        auto result = check_.check(transaction);
        if (!result) return result.error();
        checked.push_back(*std::move(result));
    }
    for (const auto& item : built.rejected)
        outcome.failures.push_back({{item.type, item.address, item.action}, item.code, item.message});
    add_unanswered(chunk, built, outcome);

    for (std::size_t i = 0; i < checked.size(); ++i) {
        const auto& transaction = built.transactions[i];
        if (settings_.dry_run) {
            outcome.transactions.push_back({"planned", "", false, transaction});
            report(outcome.transactions.back());
        } else if (auto distrust = submit(transaction, std::move(checked[i]), chunk, expired, outcome)) {
            return distrust;
        }
    }
    return std::nullopt;
}

ReclaimRun::Distrust ReclaimRun::submit(const sdk::BuiltTransaction& built, solana::Transaction transaction,
                                        const Selections& chunk, Selections& expired, ReclaimOutcome& outcome) {
    transaction.signatures.front() = keypair_.sign(solana::serialize(transaction.message));
    const std::string signature = solana::to_base58(transaction.signatures.front());
    const auto results = send({base::to_base64(solana::serialize(transaction)), built.submission_ticket}).results;
    if (results.size() != 1) return fmt::format("it gave {} results for one transaction", results.size());
    const sdk::SubmissionResult& result = results.front();

    if (result.status == sdk::submission_status::submitted || result.status == sdk::submission_status::duplicate) {
        if (result.status == sdk::submission_status::submitted && result.signature != signature)
            return fmt::format("it says to have sent another transaction than {}", signature);
        outcome.transactions.push_back({result.status, result.signature.value_or(signature), result.simulated, built});
        report(outcome.transactions.back());
        return std::nullopt;
    }
    const sdk::SubmitError error = result.error.value_or(sdk::SubmitError{"failed", "The server gave no reason"});
    progress_ << fmt::format("not sent: {}\n", printable(error.message));
    for (const auto& include : built.includes) {
        if (is_expiry(error)) {
            expired.push_back(*std::ranges::find(chunk, include.address, &sdk::ItemSelection::address));
        } else {
            outcome.failures.push_back({include, error.code, error.message});
        }
    }
    return std::nullopt;
}

sdk::SubmitTransactionsResult ReclaimRun::send(const sdk::SignedTransaction& entry) {
    for (int attempt = 1;; ++attempt) {
        try {
            return client_.submit_transactions(wallet_, {{entry}});
        } catch (const sdk::TransportError& error) {
            if (attempt == max_sends) throw;
            progress_ << fmt::format("{}; submitting the same transaction again\n", error.what());
        }
    }
}

void ReclaimRun::report(const DoneTransaction& done) {
    progress_ << fmt::format("{:>3}  {:>2} items  {} SOL back  {} SOL fee  {}{}\n", ++count_,
                             done.built.includes.size(), to_sol(done.built.net_rebate), to_sol(done.built.network_fee),
                             done.is_simulated ? "simulated " : "",
                             done.signature.empty() ? done.status : printable(done.signature, 88))
              << std::flush;
}

}  // namespace burner::app
