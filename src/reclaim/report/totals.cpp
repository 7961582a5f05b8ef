#include "reclaim/report/totals.hpp"

#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

/// Tells whether a transaction was sent and is not decided.
bool is_open(const DoneTransaction& done) {
    return done.status == burnandclaim::submission_status::submitted && !done.is_simulated;
}

}  // namespace

std::string Totals::balance() const {
    const std::uint64_t costs = donation + fees;
    return gross >= costs ? to_sol(gross - costs) : "-" + to_sol(costs - gross);
}

Totals totals_of(const ReclaimOutcome& outcome) {
    Totals totals;
    for (const DoneTransaction& done : outcome.transactions) {
        if (is_open(done)) continue;
        ++totals.transactions;
        totals.gross += done.built.gross_rebate;
        totals.donation += done.built.donation_amount;
        totals.fees += done.built.network_fee;
    }
    return totals;
}

}  // namespace burner::reclaim
