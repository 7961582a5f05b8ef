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

/// What `seal` needs besides a draft and its groups. Borrowed.
struct Seal {
    const TicketKeys& tickets;
    const BuildRequest& request;
    const Lifetime& lifetime;
    base::UnixTime now;
    BlockPace::Duration block_time;
};

/// Makes an unsigned transaction of a draft and seals what was promised of it in a ticket. The draft names `groups`.
BuiltTransaction seal(const Draft& draft, std::span<const Group> groups, const Seal& with);

/// Sums what the transactions of a build do.
BuildTotals totals_of(std::span<const BuiltTransaction> transactions);

}  // namespace burner::transactions
