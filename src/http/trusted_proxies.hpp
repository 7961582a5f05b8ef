#pragma once

#include <span>
#include <utility>
#include <vector>

#include "base/ip_address.hpp"
#include "http/request.hpp"

namespace burner::http {

/// The proxies in front of the server. Only their word about who sent a request is taken.
class TrustedProxies {
  public:
    explicit TrustedProxies(std::vector<base::IpNetwork> networks) : networks_(std::move(networks)) {}

    bool contains(const base::IpAddress& address) const;

    /// Finds the client of a request that one of the proxies sent: the last entry of X-Forwarded-For that is no trusted
    /// proxy, since each proxy appends the peer it heard from, and the client may have written what stands before.
    /// Stops at an entry that cannot be read: the client is then the proxy that handed it on.
    base::IpAddress client_behind(const base::IpAddress& proxy, std::span<const Header> headers) const;

  private:
    std::vector<base::IpNetwork> networks_;
};

}  // namespace burner::http
