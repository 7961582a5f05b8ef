#pragma once

#include <chrono>
#include <cstddef>

namespace burner::http {

/// The limits of one client of a WebSocket. Times are exact to `Limits::sweep`.
struct WebSocketLimits {
    std::size_t message_bytes = 1024;      ///< of a message in; clients have nothing to say
    std::size_t unsent_bytes = 64 * 1024;  ///< in the kernel, before a client is waited for

    std::chrono::milliseconds ping{20'000};       ///< of silence, until one is sent
    std::chrono::milliseconds idle{60'000};       ///< of silence, pongs included, until the connection is cut
    std::chrono::milliseconds write{20'000};      ///< for one frame: a client that takes longer is cut
    std::chrono::milliseconds close_wait{2'000};  ///< from the end until both close frames have passed
};

/// The limits of clients. Times are exact to `sweep`: deadlines are looked at that often, not per operation.
struct Limits {
    std::size_t header_bytes = 16384;  ///< request line and fields, with their line ends
    std::size_t headers = 100;
    std::size_t target_bytes = 8000;      ///< so that a request line of 8,000 is taken (RFC 9112 section 3)
    std::size_t body_bytes = 4 << 20;     ///< without transfer coding
    std::size_t connections = 10000;      ///< of the process, all workers together
    std::size_t free_body_bytes = 16384;  ///< of one body, beyond which it counts for the budget
    std::size_t body_budget = 64 << 20;   ///< of larger bodies, all workers together
    std::size_t body_budget_of_owner = 8 << 20;
    std::size_t unsent_bytes = 64 << 20;  ///< of answers that wait for slow clients, all workers together
    std::size_t unsent_bytes_of_owner = 16 << 20;
    std::size_t bytes_per_second = 16384;  ///< slowest body in or answer out, beyond `header_deadline`

    std::chrono::milliseconds header_deadline{10'000};  ///< from the first byte (or the accept) to the empty line
    std::chrono::milliseconds idle{60'000};             ///< between requests
    std::chrono::milliseconds drain{10'000};            ///< for what is in flight when the server stops
    std::chrono::milliseconds sweep{1'000};

    WebSocketLimits web_socket;
};

}  // namespace burner::http
