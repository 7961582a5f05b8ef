#pragma once

#include <span>

#include "base/clock.hpp"
#include "transactions/build/block_pace.hpp"
#include "transactions/build/built.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build/lifetime.hpp"
#include "transactions/build_request.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// What `seal` needs besides a transaction and what is promised of it. Borrowed.
struct Seal {
    const TicketKeys& tickets;
    const Lifetime& lifetime;
    base::UnixTime now;
    BlockPace::Duration block_time;
};

/// Promises what a draft does. The draft names `groups`. What `seal` fills in is not set.
Ticket promise_of(const Draft& draft, std::span<const Group> groups, const BuildRequest& request, base::UnixTime now);

/// Seals what is promised of a message, which gets the lifetime's blockhash, in a ticket. Fills in the payer, the
/// digests, when the ticket expires, the slot and the last valid block. The budget of the message is one that the
/// network takes.
BuiltTransaction seal(solana::Message message, Ticket promise, const Seal& with);

/// Sums what the transactions of a build do.
BuildTotals totals_of(std::span<const BuiltTransaction> transactions);

}  // namespace burner::transactions
