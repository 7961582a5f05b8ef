#include "transactions/ticket/ticket_payload.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "transactions/selection_bytes.hpp"

namespace burner::transactions {

namespace {

/// The version without a donation base: donations were a part of the whole rebate, and statistics counted that.
constexpr std::uint8_t first_version = 1;
/// The last version of tickets that could not be refreshed or reported.
constexpr std::uint8_t last_plain_version = 2;
/// The last version of tickets whose wallets pay the network.
constexpr std::uint8_t last_version_without_payer = 3;

void append_text(base::Bytes& out, std::string_view text) {
    if (text.size() > 255) throw std::length_error("a text in a ticket has at most 255 bytes");
    out.push_back(static_cast<std::uint8_t>(text.size()));
    base::append(out, base::as_bytes(text));
}

void append_time(base::Bytes& out, base::UnixTime time) {
    base::append_le(out, std::int64_t{time.time_since_epoch().count()});
}

/// Reads forward and remembers whether it ever ran out of bytes.
class Reader {
  public:
    explicit Reader(base::ByteView bytes) : rest_(bytes) {}

    base::ByteView take(std::size_t size) {
        if (rest_.size() < size) {
            is_short_ = true;
            rest_ = {};
            return {};
        }
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }

    template <class T>
    T integer() {
        const auto bytes = take(sizeof(T));
        return bytes.empty() ? T{} : base::read_le<T>(bytes, 0);
    }

    base::UnixTime time() { return base::UnixTime(std::chrono::milliseconds(integer<std::int64_t>())); }

    std::string text() { return std::string(base::as_text(take(integer<std::uint8_t>()))); }

    template <std::size_t size>
    void fill(std::array<std::uint8_t, size>& out) {
        std::ranges::copy(take(size), out.begin());
    }

    bool is_short() const { return is_short_; }
    base::ByteView rest() const { return rest_; }

  private:
    base::ByteView rest_;
    bool is_short_ = false;
};

/// Writes the payer, what it is repaid, and of a sponsor the compute budget that it pays for.
void append_payer(base::Bytes& out, const Ticket& ticket) {
    base::append(out, ticket.payer.view());
    base::append_le(out, ticket.repayment.value);
    if (ticket.is_sponsored()) base::append(out, ticket.budget);
}

void read_payer(Reader& reader, Ticket& ticket) {
    reader.fill(ticket.payer.bytes);
    ticket.repayment.value = reader.integer<std::uint64_t>();
    if (ticket.is_sponsored()) reader.fill(ticket.budget);
}

}  // namespace

base::Bytes serialize(const TicketPayload& payload) {
    const Ticket& ticket = payload.ticket;
    base::Bytes out{payload.version};
    append_text(out, payload.key_id);
    append_text(out, ticket.project);
    append_text(out, ticket.cluster);
    base::append(out, ticket.wallet.view());
    if (payload.version > last_version_without_payer) append_payer(out, ticket);
    base::append(out, ticket.digest);
    const bool is_plain = payload.version <= last_plain_version;
    if (!is_plain) base::append(out, ticket.instructions);
    out.push_back(ticket.test_mode ? 1 : 0);
    append_time(out, ticket.expires_at);
    if (!is_plain) append_time(out, ticket.first_built_at);
    if (!is_plain) base::append_le(out, ticket.slot);
    base::append_le(out, ticket.last_valid_block_height);
    base::append_le(out, ticket.rebate.gross.value);
    base::append_le(out, ticket.rebate.donation.value);
    if (payload.version != first_version) base::append_le(out, ticket.rebate.donation_base.value);
    if (!is_plain) base::append_le(out, ticket.programs_fee.value);
    append_selections(out, ticket.includes);
    return out;
}

std::optional<TicketPayload> parse_ticket_payload(base::ByteView bytes) {
    Reader reader(bytes);
    TicketPayload payload;
    payload.version = reader.integer<std::uint8_t>();
    if (payload.version < first_version || payload.version > ticket_version) return std::nullopt;
    const bool is_plain = payload.version <= last_plain_version;
    payload.key_id = reader.text();
    Ticket& ticket = payload.ticket;
    ticket.project = reader.text();
    ticket.cluster = reader.text();
    reader.fill(ticket.wallet.bytes);
    ticket.payer = ticket.wallet;
    if (payload.version > last_version_without_payer) read_payer(reader, ticket);
    reader.fill(ticket.digest);
    if (!is_plain) reader.fill(ticket.instructions);
    const auto test_mode = reader.integer<std::uint8_t>();
    if (test_mode > 1) return std::nullopt;
    ticket.test_mode = test_mode == 1;
    ticket.expires_at = reader.time();
    ticket.first_built_at = is_plain ? ticket.expires_at - ticket_life : reader.time();
    if (!is_plain) ticket.slot = reader.integer<solana::Slot>();
    ticket.last_valid_block_height = reader.integer<std::uint64_t>();
    ticket.rebate.gross.value = reader.integer<std::uint64_t>();
    ticket.rebate.donation.value = reader.integer<std::uint64_t>();
    ticket.rebate.donation_base =
        payload.version == first_version ? ticket.rebate.gross : base::Lamports{reader.integer<std::uint64_t>()};
    if (!is_plain) ticket.programs_fee.value = reader.integer<std::uint64_t>();
    auto includes = parse_selections(reader.rest());
    if (reader.is_short() || !includes) return std::nullopt;
    ticket.includes = std::move(*includes);
    return payload;
}

}  // namespace burner::transactions
