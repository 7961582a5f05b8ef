#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "access/dpop_proof.hpp"
#include "access/used_dpop_ids.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

/// A request that has to show that its sender holds a key.
struct PossessionRequest {
    std::string_view proof;
    std::string_view method;
    std::string_view path;     ///< as sent, without the query
    std::string_view token{};  ///< empty where there is none yet
    std::string_view key_id;   ///< of the API key whose limit of proofs it counts against
};

/// Sessions that are bound to a key of their client (DPoP, RFC 9449). Any thread.
class Possession {
  public:
    /// `public_url` is what clients call this server, without a slash at the end; empty: no session can be bound.
    Possession(std::string public_url, const base::Clock& clock);

    /// Says whether every node that serves understands bound sessions.
    void set_understood(bool by_all) { is_understood_.store(by_all, std::memory_order_relaxed); }
    /// Fails with `invalid_request` without a public URL, with `overloaded` while a node does not understand.
    base::Result<void> can_bind() const;

    /// Returns the thumbprint of the key that has signed a proof for this request. Fails with `dpop_invalid`, also
    /// where this node has seen the proof before, and with `rate_limited` where it has seen too many of this API key.
    base::Result<std::string> check(const PossessionRequest& request);

  private:
    const std::string public_url_;
    const base::Clock& clock_;
    std::atomic<bool> is_understood_{true};
    UsedDpopIds used_;
};

}  // namespace burner::access
