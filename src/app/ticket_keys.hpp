#pragma once

#include "base/server_secrets.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::app {

/// Derives the keys of tickets from the server's secrets: the current one issues, all of them accept.
transactions::TicketKeys ticket_keys_from(const base::ServerSecrets& secrets);

}  // namespace burner::app
