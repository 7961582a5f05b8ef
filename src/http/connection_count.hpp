#pragma once

#include <cstddef>
#include <map>
#include <mutex>

#include "http/peer.hpp"

namespace burner::http {

/// Counts the open connections of the process, all together and by the other end's site. Any thread.
class ConnectionCount {
  public:
    enum class Room { free, full, too_many_of_site };

    std::size_t count() const;

    /// Tells whether one more fits. Once half of `max` are open, one site may have a 64th of `max` and no more, so that
    /// nobody can keep the others out; sites that had more before keep them.
    Room room_for(const Peer& peer, std::size_t max) const;

    void add(const Peer& peer);
    void remove(const Peer& peer);

  private:
    mutable std::mutex mutex_;
    std::size_t count_ = 0;
    std::map<base::IpAddress, std::size_t> by_site_;  ///< of peers that are bounded
};

}  // namespace burner::http
