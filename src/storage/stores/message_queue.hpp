#pragma once

#include <string_view>

#include "storage/transaction.hpp"
#include "webhooks/delivery.hpp"

namespace burner::storage {

/// Adds one pending delivery, due at once, for each enabled webhook of the project, in the transaction that changes
/// what the message tells. A webhook that already has the message (by its id) does not get it again.
void queue_message(Transaction& transaction, std::string_view project, const webhooks::Message& message,
                   base::UnixTime now);

}  // namespace burner::storage
