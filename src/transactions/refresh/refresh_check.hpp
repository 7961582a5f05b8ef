#pragma once

#include "transactions/build/simulate.hpp"
#include "transactions/refresh/refresh.hpp"

namespace burner::transactions {

/// An entry that passed every check that asks nobody.
struct Promised {
    Ticket ticket;
    solana::Message message;
    Promise promise;
};

/// Checks one entry, the `place`th: the ticket is genuine, of this wallet, project and cluster, and the first build is
/// not too long ago; the transaction is the ticket's, within the fee cap. Fails with `invalid_request`.
base::Result<Promised> check_entry(const RefreshRequest& request, std::size_t place, const TicketKeys& tickets,
                                   base::Lamports max_priority_fee, base::UnixTime now);

}  // namespace burner::transactions
