#include "transactions/build/simulate.hpp"

#include "solana/transaction.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

SimulationOutcome refuse(const Draft& draft, const solana::TransactionError& error) {
    SimulationOutcome outcome;
    if (is_lack_of_funds(error)) {
        for (const std::size_t group : draft.bin()) {
            outcome.refused.emplace_back(group,
                                         assets::Refusal{assets::BlockedCode::insufficient_funds,
                                                         "The wallet cannot pay the network fee: " + describe(error)});
        }
        return outcome;
    }
    const std::string reason = "The network would reject this transaction: " + describe(error);
    // Whoever comes when the units run out is not to blame.
    const bool names_culprit = error.instruction && !is_lack_of_units(error);
    auto culprit = names_culprit ? draft.group_at(*error.instruction) : std::nullopt;
    if (draft.bin().size() == 1) culprit = draft.bin().front();
    if (culprit) {
        outcome.refused.emplace_back(*culprit, assets::Refusal{assets::BlockedCode::simulation_failed, reason});
    } else {
        outcome.unexplained = reason;
    }
    return outcome;
}

/// The wallet's lamports must change by the net rebate; the fee may or may not have been taken off in a simulation.
bool keeps_promise(const Draft& draft, base::Lamports before, const std::optional<solana::Account>& after) {
    const base::Lamports promised = before + draft.rebate().net();
    const base::Lamports found = after ? after->lamports : base::Lamports{};
    return found <= promised && promised - found <= draft.fee();
}

}  // namespace

base::Task<base::Result<SimulationOutcome>> simulate(solana::Rpc& rpc, Draft draft, solana::Pubkey wallet,
                                                     base::Lamports before) {
    auto bytes = serialize(solana::unsigned_transaction(draft.compile({})));
    const auto simulation = co_await rpc.simulate(std::move(bytes), {wallet});
    if (!simulation) co_return std::unexpected(simulation.error());
    if (simulation->error) co_return refuse(draft, *simulation->error);
    SimulationOutcome outcome;
    outcome.units = simulation->units_consumed;
    outcome.is_stale = simulation->accounts.size() != 1 || !keeps_promise(draft, before, simulation->accounts.front());
    co_return outcome;
}

}  // namespace burner::transactions
