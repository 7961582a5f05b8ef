#include "transactions/build/seal.hpp"

#include <chrono>

#include "solana/transaction.hpp"
#include "transactions/build/describe.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

/// The life of a ticket: past any blockhash's end even on a slow cluster, where the block height decides.
constexpr std::chrono::minutes ticket_life{3};

std::chrono::milliseconds time_left(const Seal& with) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(with.block_time *
                                                                 static_cast<std::int64_t>(with.lifetime.blocks_left));
}

Ticket ticket_of(const BuiltTransaction& built, const MessageDigest& digest, const Seal& with) {
    Ticket ticket;
    ticket.project = with.request.project;
    ticket.cluster = with.request.cluster;
    ticket.wallet = with.request.wallet;
    ticket.digest = digest;
    ticket.test_mode = with.request.test_mode;
    ticket.expires_at = with.now + ticket_life;
    ticket.last_valid_block_height = built.last_valid_block_height;
    ticket.rebate = built.rebate;
    ticket.includes = built.includes;
    return ticket;
}

}  // namespace

BuiltTransaction seal(const Draft& draft, std::span<const Group> groups, const Seal& with) {
    const solana::Message message = draft.compile(with.lifetime.latest.blockhash);
    const auto instructions = solana::decompile(message);
    BuiltTransaction built;
    built.version = message.version == solana::MessageVersion::v1 ? 1 : 0;
    built.includes = includes_of(draft, groups);
    built.rebate = draft.rebate();
    built.compute_units_needed = draft.unit_limit();
    built.network_fee = draft.fee();
    built.last_valid_block_height = with.lifetime.latest.last_valid_block_height;
    built.expires_at = with.now + time_left(with);
    for (const auto& instruction : instructions) built.instructions.push_back(describe(instruction));
    built.submission_ticket = with.tickets.issue(ticket_of(built, digest_of(message, instructions), with));
    built.transaction = serialize(solana::unsigned_transaction(message));
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
