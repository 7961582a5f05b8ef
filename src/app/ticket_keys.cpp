#include "app/ticket_keys.hpp"

#include "app/secret_file.hpp"

namespace burner::app {

transactions::TicketKeys ticket_keys_from(const base::ServerSecrets& secrets) {
    std::vector<transactions::TicketKey> keys;
    // One id for all: which key made a ticket is seen from its seal.
    for (const auto& secret : secrets.all())
        keys.push_back({.id = "1", .secret = derive_key(secret, "burner submission tickets")});
    return transactions::TicketKeys{std::move(keys)};
}

}  // namespace burner::app
