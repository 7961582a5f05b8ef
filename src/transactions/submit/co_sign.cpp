#include "transactions/submit/co_sign.hpp"

#include <utility>

#include "solana/transaction.hpp"
#include "transactions/budget.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

using Signed = base::Result<GenuineEntry, SubmitResult>;

/// How often a sponsor is simulated anew whose balance another transaction has changed meanwhile.
constexpr int max_simulations = 3;

base::Lamports network_fee_of(const solana::Message& message) {
    const auto budget = budget_of(message, solana::decompile(message));
    return network_fee(message.required_signatures, budget.value().priority_fee);
}

Reservation reservation_of(const GenuineEntry& entry, const SponsoredBy& by, base::Lamports fee, base::UnixTime now) {
    Reservation reservation;
    reservation.digest = entry.ticket.digest;
    reservation.project = entry.ticket.project;
    reservation.key_id = by.key_id;
    reservation.wallet = entry.ticket.wallet;
    reservation.lamports = fee;
    reservation.last_valid_block_height = entry.ticket.last_valid_block_height;
    reservation.at = now;
    return reservation;
}

SubmitResult failed_with(GenuineEntry& entry, SubmitFailure failure) {
    return failed(std::move(failure), std::move(entry.ticket.includes));
}

SubmitResult refused(GenuineEntry& entry, SponsorRefusal reason) {
    return failed_with(entry, {SubmitCode::sponsor_budget, describe(reason)});
}

/// Gives the signature on record of what was submitted before; nullopt for what was not, or was refused.
base::Result<std::optional<solana::Signature>> find_duplicate(SubmissionChanges& changes, const MessageDigest& digest) {
    const auto known = changes.find(digest);
    if (!known) return std::unexpected(known.error());
    if (!*known || (*known)->progress.status == SubmissionStatus::rejected) return std::nullopt;
    return (*known)->signature;
}

}  // namespace

bool is_repaid(base::Lamports before, base::Lamports after, base::Lamports fee, base::Lamports repayment) {
    if (repayment < fee) return false;
    return after == before + repayment || after == before + (repayment - fee);
}

base::Task<base::Result<base::Lamports, SubmitFailure>> CoSigning::simulate(const GenuineEntry& entry,
                                                                            base::Lamports fee) {
    const solana::Pubkey sponsor = entry.ticket.payer;
    for (int simulated = 0; simulated < max_simulations; ++simulated) {
        const auto held = co_await rpc_.get_accounts({sponsor});
        const auto simulation = co_await rpc_.simulate(entry.transaction, {sponsor});
        if (!held || !simulation || held->value.size() != 1)
            co_return std::unexpected(SubmitFailure{SubmitCode::rpc_unavailable, "The cluster could not be asked"});
        if (simulation->error) co_return std::unexpected(failure_of(*simulation->error));
        if (simulation->accounts.size() != 1) continue;
        const auto& before = held->value.front();
        const auto& after = simulation->accounts.front();
        if (before && after && is_repaid(before->lamports, after->lamports, fee, entry.ticket.repayment))
            co_return before->lamports;
    }
    co_return std::unexpected(
        SubmitFailure{SubmitCode::simulation_failed, "The sponsor's balance kept changing. Submit again"});
}

base::Task<base::Result<Signed>> CoSigning::sign(GenuineEntry entry, SponsoredBy by) {
    const auto duplicate =
        co_await base::run_on(stores_, [&] { return find_duplicate(changes_, entry.ticket.digest); });
    if (!duplicate) co_return std::unexpected(duplicate.error());
    if (*duplicate) {
        SubmitResult result;
        result.status = SubmitStatus::duplicate;
        result.signature = *duplicate;
        result.includes = std::move(entry.ticket.includes);
        co_return Signed{std::unexpected(std::move(result))};
    }
    if (!by.terms || by.terms->sponsor != entry.ticket.payer) {
        const auto reason = signer_.refuse(SponsorRefusal::switched_off);
        co_return Signed{std::unexpected(refused(entry, reason))};
    }
    auto transaction = solana::parse_transaction(entry.transaction).value();
    const auto fee = network_fee_of(transaction.message);
    auto held = co_await simulate(entry, fee);
    if (!held) co_return Signed{std::unexpected(failed_with(entry, std::move(held.error())))};
    const auto reservation = reservation_of(entry, by, fee, clock_.now());
    const auto signature = co_await base::run_on(
        stores_, [&] { return signer_.sign(reservation, *by.terms, *held, serialize(transaction.message)); });
    if (!signature) co_return std::unexpected(signature.error());
    if (!*signature) co_return Signed{std::unexpected(refused(entry, signature->error()))};
    transaction.signatures.front() = **signature;
    entry.signature = **signature;
    entry.transaction = serialize(transaction);
    co_return Signed{std::move(entry)};
}

}  // namespace burner::transactions
