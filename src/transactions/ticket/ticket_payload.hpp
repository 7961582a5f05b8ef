#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// The version of the tickets that are issued. Those of version 3, whose wallets pay, of version 2, for a submit alone,
/// and of version 1, which have no donation base either, are still taken.
inline constexpr std::uint8_t ticket_version = 4;

/// The bytes inside a ticket: version, key id, then the fields in the order of `Ticket`; integers little-endian, texts
/// with a length byte, the selections last. Times are milliseconds since 1970.
struct TicketPayload {
    std::string key_id;
    Ticket ticket;
    std::uint8_t version = ticket_version;

    bool operator==(const TicketPayload&) const = default;
};

base::Bytes serialize(const TicketPayload& payload);

/// Reads a payload; nullopt unless `serialize` makes exactly these bytes of the result.
std::optional<TicketPayload> parse_ticket_payload(base::ByteView bytes);

}  // namespace burner::transactions
