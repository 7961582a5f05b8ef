#pragma once

#include "base/ip_address.hpp"

namespace burner::http {

/// The other end of a connection.
struct Peer {
    base::IpAddress address;
    bool is_proxy = false;  ///< one of the trusted ones, so many clients

    /// Tells whether its connections are bounded by address: neither those of proxies nor those of this host are.
    bool is_bounded() const { return !is_proxy && !address.is_loopback(); }
};

}  // namespace burner::http
