#include "transactions/refresh/refresh_check.hpp"

#include <fmt/format.h>

#include "base/base64.hpp"
#include "solana/transaction.hpp"
#include "transactions/budget.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/submit/verify_signed.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

std::unexpected<base::Error> refuse(std::size_t place, std::string_view why) {
    return base::fail(base::ErrorCode::invalid_request, fmt::format("transactions[{}].{}", place, why));
}

std::optional<solana::Message> message_in(const std::string& base64) {
    const auto bytes = base::from_base64(base64);
    if (!bytes) return std::nullopt;
    auto transaction = solana::parse_transaction(*bytes);
    if (!transaction) return std::nullopt;
    return std::move(transaction->message);
}

}  // namespace

base::Result<Promised> check_entry(const RefreshRequest& request, std::size_t place, const TicketKeys& tickets,
                                   base::Lamports max_priority_fee, base::UnixTime now) {
    const RefreshEntry& entry = request.entries[place];
    auto ticket = tickets.open(entry.submission_ticket);
    if (!ticket) return refuse(place, "submissionTicket is not a ticket of this server");
    if (why_foreign(*ticket, request.bearer)) {
        return refuse(place, "submissionTicket was issued for another wallet, project or cluster");
    }
    if (now >= ticket->first_built_at + promise_life) {
        return refuse(place, "submissionTicket is of a build more than 10 minutes ago: build its items again");
    }
    auto message = message_in(entry.transaction_base64);
    if (!message) return refuse(place, "transactionBase64 is not a transaction in base64");
    if (!is_as_built(*message, *ticket, BlockhashRule::as_built)) {
        return refuse(place, "transactionBase64 is not the transaction that its ticket was issued for");
    }
    const auto instructions = solana::decompile(*message);
    const Budget budget = budget_of(*message, instructions).value();
    if (budget.priority_fee > max_priority_fee) {
        return refuse(place, "transactionBase64 pays more for priority than this server allows");
    }
    ticket->instructions = instructions_digest_of(ticket->payer, instructions);  // earlier tickets have none
    Promise promise{.net = ticket->rebate.net(), .programs_fee = ticket->programs_fee};
    promise.network_fee = ticket->wallet_pays() ? network_fee(1, budget.priority_fee) : ticket->repayment;
    return Promised{std::move(*ticket), std::move(*message), promise};
}

}  // namespace burner::transactions
