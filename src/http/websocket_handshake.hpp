#pragma once

#include <expected>
#include <string_view>

#include <boost/container/small_vector.hpp>

#include "http/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace burner::http {

/// A request that asks for a WebSocket as RFC 6455 section 4.2.1 demands. It has views into the request.
struct Handshake {
    std::string_view key;
    boost::container::small_vector<std::string_view, 4> protocols;  ///< as offered, none twice

    bool offers(std::string_view protocol) const;
};

/// Reads a handshake. Refuses with 426 another kind of request or version, with 400 a mistake. The connection may stay.
std::expected<Handshake, Refusal> read_handshake(const Request& request);

/// Returns the answer that turns the connection into a WebSocket, with one of the protocols offered, or empty.
Response accept_handshake(const Handshake& handshake, std::string_view protocol, Upgrade upgrade);

/// Names the fields that a refusal of `read_handshake` carries.
void add_upgrade_headers(Response& response);

}  // namespace burner::http
