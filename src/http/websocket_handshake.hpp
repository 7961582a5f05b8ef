#pragma once

#include <expected>
#include <string_view>

#include <boost/container/small_vector.hpp>

#include "http/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace burner::http {

/// A request that asks for a WebSocket as RFC 6455 section 4.2.1 demands. Views into the request.
struct Handshake {
    std::string_view key;
    boost::container::small_vector<std::string_view, 4> protocols;  ///< as offered, none twice

    bool offers(std::string_view protocol) const;
};

/// Why not, otherwise: 426 for another kind of request or version, 400 for a mistake. The connection may stay.
std::expected<Handshake, Refusal> read_handshake(const Request& request);

/// The answer that turns the connection into a WebSocket, with one of the protocols offered, or none (empty).
Response accept_handshake(const Handshake& handshake, std::string_view protocol, Upgrade upgrade);

/// Names the fields that a refusal of `read_handshake` carries.
void add_upgrade_headers(Response& response);

}  // namespace burner::http
