#pragma once

#include "transactions/submit/submit.hpp"

namespace burner::transactions {

/// An entry that passed every check: what is recorded and sent.
struct GenuineEntry {
    Ticket ticket;
    solana::Signature signature;
    base::Bytes transaction;
};

/// Checks one entry in the order of docs/openapi.yaml, without asking anybody: the ticket is genuine, of this wallet,
/// project and cluster, and not expired; the transaction decodes; it is the built one; its signature is valid.
/// Otherwise returns the answer for the entry.
base::Result<GenuineEntry, SubmitResult> check_entry(const SignedEntry& entry, const SubmitRequest& request,
                                                     const TicketKeys& tickets, base::Lamports max_priority_fee,
                                                     base::UnixTime now);

SubmitResult failed(SubmitFailure failure, std::vector<Selection> includes);

}  // namespace burner::transactions
