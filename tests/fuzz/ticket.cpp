#include "transactions/ticket/ticket.hpp"

#include <cstdlib>

#include "transactions/ticket/ticket_payload.hpp"

using namespace burner;

/// Any text is refused by `open`; any payload that parses is what `serialize` makes of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const transactions::TicketKeys keys({transactions::TicketKey{"tk", {}}});
    const base::ByteView bytes(data, size);
    if (keys.open("ticket_" + std::string(base::as_text(bytes)))) std::abort();
    const auto payload = transactions::parse_ticket_payload(bytes);
    if (!payload) return 0;
    const auto again = transactions::serialize(*payload);
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
    return 0;
}
