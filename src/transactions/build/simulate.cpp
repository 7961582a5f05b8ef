#include "transactions/build/simulate.hpp"

#include "solana/transaction.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

SimulationOutcome refuse(const Draft& draft, const solana::TransactionError& error) {
    SimulationOutcome outcome;
    if (is_lack_of_funds(error)) {
        for (const std::size_t group : draft.bin()) {
            outcome.refused.emplace_back(
                group, assets::Refusal{assets::BlockedCode::insufficient_funds, describe_lack(error)});
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

}  // namespace

bool is_kept(const Promise& promise, base::Lamports before, const solana::Simulation& simulation) {
    if (simulation.accounts.size() != 1) return false;
    const auto& after = simulation.accounts.front();
    const base::Lamports promised = before + promise.net;
    const base::Lamports found = after ? after->lamports : base::Lamports{};
    if (found > promised) return false;
    const base::Lamports paid = promised - found;
    const bool is_without_fee = paid <= promise.programs_fee;
    return is_without_fee || (paid >= promise.network_fee && paid - promise.network_fee <= promise.programs_fee);
}

base::Task<base::Result<SimulationOutcome>> simulate(solana::Rpc& rpc, Draft draft, solana::Pubkey wallet,
                                                     base::Lamports before) {
    auto bytes = serialize(solana::unsigned_transaction(draft.compile({})));
    const auto simulation = co_await rpc.simulate(std::move(bytes), {wallet});
    if (!simulation) co_return std::unexpected(simulation.error());
    if (simulation->error) co_return refuse(draft, *simulation->error);
    SimulationOutcome outcome;
    outcome.units = simulation->units_consumed;
    const base::Lamports network_fee = draft.wallet_pays() ? draft.network_fee() : draft.repayment();
    outcome.is_stale = !is_kept({draft.rebate().net(), network_fee, draft.programs_fee()}, before, *simulation);
    co_return outcome;
}

}  // namespace burner::transactions
