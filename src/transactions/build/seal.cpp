#include "transactions/build/seal.hpp"

#include <chrono>
#include <utility>

#include "solana/transaction.hpp"
#include "transactions/budget.hpp"
#include "transactions/build/describe.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

std::chrono::milliseconds time_left(const Seal& with) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(with.block_time *
                                                                 static_cast<std::int64_t>(with.lifetime.blocks_left));
}

}  // namespace

Ticket promise_of(const Draft& draft, std::span<const Group> groups, const BuildRequest& request, base::UnixTime now) {
    Ticket promise;
    promise.project = request.project;
    promise.cluster = request.cluster;
    promise.wallet = request.wallet;
    promise.test_mode = request.test_mode;
    promise.first_built_at = now;
    promise.rebate = draft.rebate();
    promise.programs_fee = draft.programs_fee();
    promise.repayment = draft.repayment();
    promise.includes = includes_of(draft, groups);
    return promise;
}

BuiltTransaction seal(solana::Message message, Ticket promise, const Seal& with) {
    message.blockhash = with.lifetime.latest.blockhash;
    const auto instructions = solana::decompile(message);
    const Budget budget = budget_of(message, instructions).value();
    promise.payer = message.keys.front();
    promise.digest = digest_of(message, instructions);
    promise.instructions = instructions_digest_of(promise.payer, instructions);
    if (promise.is_sponsored()) promise.budget = budget_digest_of(message, instructions);
    promise.expires_at = with.now + ticket_life;
    promise.slot = with.lifetime.latest.slot;
    promise.last_valid_block_height = with.lifetime.latest.last_valid_block_height;
    BuiltTransaction built;
    built.version = message.version == solana::MessageVersion::v1 ? 1 : 0;
    built.rebate = promise.rebate;
    built.compute_units_needed = budget.unit_limit;
    built.network_fee = network_fee(message.required_signatures, budget.priority_fee) + promise.programs_fee;
    built.fee_payer = promise.payer;
    built.sponsor_repayment = promise.repayment;
    built.last_valid_block_height = promise.last_valid_block_height;
    built.expires_at = with.now + time_left(with);
    const auto sponsor = promise.is_sponsored() ? std::optional{promise.payer} : std::nullopt;
    for (const auto& instruction : instructions) built.instructions.push_back(describe(instruction, sponsor));
    built.submission_ticket = with.tickets.issue(promise);
    built.includes = std::move(promise.includes);
    built.transaction = serialize(solana::unsigned_transaction(std::move(message)));
    return built;
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

}  // namespace burner::transactions
