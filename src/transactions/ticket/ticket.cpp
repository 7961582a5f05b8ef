#include "transactions/ticket/ticket.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "transactions/ticket/ticket_payload.hpp"

namespace burner::transactions {

namespace {

constexpr std::string_view prefix = "ticket_";
constexpr std::string_view domain = "burner-ticket-v1";
constexpr std::size_t mac_bytes = sizeof(base::Sha256);
/// A transaction of 4,096 bytes has room for fewer than 200 items, each of which takes 20 bytes of it and 34 of a
/// ticket; the rest is far under 1 KB.
constexpr std::size_t max_text = 12 << 10;

base::Sha256 mac_of(base::ByteView payload, const TicketKey& key) {
    return base::HmacSha256{key.secret}.of({base::as_bytes(domain), payload});
}

}  // namespace

TicketKeys::TicketKeys(std::vector<TicketKey> keys) : keys_(std::move(keys)) {
    if (keys_.empty()) throw std::invalid_argument("tickets need a key");
}

std::string TicketKeys::issue(const Ticket& ticket) const {
    const TicketKey& key = keys_.front();
    base::Bytes bytes = serialize(TicketPayload{key.id, ticket});
    base::append(bytes, mac_of(bytes, key));
    std::string text(prefix);
    base::append_base64url(text, bytes);
    return text;
}

std::optional<Ticket> TicketKeys::open(std::string_view text) const {
    if (!text.starts_with(prefix) || text.size() > max_text) return std::nullopt;
    const auto bytes = base::from_base64url(text.substr(prefix.size()));
    if (!bytes || bytes->size() < mac_bytes) return std::nullopt;
    const base::ByteView all(*bytes);
    const auto payload = all.first(all.size() - mac_bytes);
    for (const TicketKey& key : keys_) {
        if (!base::equal_in_constant_time(mac_of(payload, key), all.last(mac_bytes))) continue;
        auto parsed = parse_ticket_payload(payload);
        if (!parsed || parsed->key_id != key.id) return std::nullopt;
        return std::move(parsed->ticket);
    }
    return std::nullopt;
}

}  // namespace burner::transactions
