#include "transactions/submit/submit_check.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "transactions/submit/verify_signed.hpp"

namespace burner::transactions {

namespace {

base::Result<solana::Transaction, SubmitFailure> read_transaction(const std::optional<base::Bytes>& bytes) {
    const auto refuse = [](std::string message) {
        return std::unexpected(SubmitFailure{SubmitCode::transaction_invalid, std::move(message)});
    };
    if (!bytes) return refuse("The transaction is not base64");
    auto transaction = solana::parse_transaction(*bytes);
    if (!transaction) return refuse(fmt::format("The transaction cannot be decoded: {}", to_text(transaction.error())));
    return std::move(*transaction);
}

}  // namespace

SubmitResult failed(SubmitFailure failure, std::vector<Selection> includes) {
    SubmitResult result;
    result.includes = std::move(includes);
    result.failure = std::move(failure);
    return result;
}

base::Result<GenuineEntry, SubmitResult> check_entry(const SignedEntry& entry, const SubmitRequest& request,
                                                     const TicketKeys& tickets, base::Lamports max_priority_fee,
                                                     base::UnixTime now) {
    auto ticket = tickets.open(entry.submission_ticket);
    if (!ticket) return std::unexpected(failed({SubmitCode::ticket_invalid, "Invalid submission ticket"}, {}));
    if (auto failure = why_foreign(*ticket, request.bearer)) return std::unexpected(failed(std::move(*failure), {}));
    if (now >= ticket->expires_at) {
        return std::unexpected(failed({SubmitCode::ticket_expired, "Submission ticket expired"}, {}));
    }
    auto bytes = base::from_base64(entry.transaction_base64);
    auto transaction = read_transaction(bytes);
    if (!transaction) return std::unexpected(failed(transaction.error(), std::move(ticket->includes)));
    if (auto failure = verify_signed(*transaction, *ticket, max_priority_fee)) {
        return std::unexpected(failed(std::move(*failure), std::move(ticket->includes)));
    }
    return GenuineEntry{std::move(*ticket), transaction->signatures.front(), std::move(*bytes)};
}

}  // namespace burner::transactions
