#include "transactions/ticket.hpp"

#include <algorithm>
#include <stdexcept>

#include <sodium.h>

#include "base/base64.hpp"
#include "transactions/ticket_payload.hpp"

namespace burner::transactions {

namespace {

constexpr std::string_view prefix = "ticket_";
constexpr std::string_view domain = "burner-ticket-v1";
constexpr std::size_t mac_bytes = crypto_auth_hmacsha256_BYTES;
/// A transaction of 1,232 bytes has room for fewer than 30 items of 34 bytes; the rest is far under 1 KB.
constexpr std::size_t max_text = 4096;

using Mac = std::array<std::uint8_t, mac_bytes>;

Mac mac_of(base::ByteView payload, const TicketKey& key) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.secret.data(), key.secret.size());
    const auto domain_bytes = base::as_bytes(domain);
    crypto_auth_hmacsha256_update(&state, domain_bytes.data(), domain_bytes.size());
    crypto_auth_hmacsha256_update(&state, payload.data(), payload.size());
    Mac mac;
    crypto_auth_hmacsha256_final(&state, mac.data());
    return mac;
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
