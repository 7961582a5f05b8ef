#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace burner::nodes {

/// Hints from node to node that something is to be read again. A ring may be lost, come twice or come late, so only
/// speed rests on it: whoever listens also looks by itself now and then. It sends and hears nothing itself: a driver
/// takes what was rung and hands over what was heard. Without a driver this is the only node, and ringing does nothing.
/// Any thread.
class Doorbell {
  public:
    /// Handles a ring on the driver's thread, without blocking. The text comes from another node, of any version.
    using Handler = std::function<void(std::string_view text)>;

    /// The time between two batches: a notification takes a lock that every commit of the engine waits for.
    static constexpr std::chrono::milliseconds interval{10};
    /// The most bytes of one notification (PostgreSQL takes fewer than 8,000).
    static constexpr std::size_t max_payload = 7'900;
    /// The most rings that wait; more are one notice that rings were lost.
    static constexpr std::size_t max_waiting = 1'024;

    Doorbell() = default;
    Doorbell(const Doorbell&) = delete;
    Doorbell& operator=(const Doorbell&) = delete;

    /// Sets who is told of a topic: a word without spaces. Call it before the driver starts.
    void on(std::string topic, Handler handler);
    /// Adds somebody who is told that rings of other nodes may have been lost. Call it before the driver starts.
    void on_lost(std::function<void()> handler);

    /// Tells the other nodes, soon. The text is one line. The same ring, while it waits, is told once.
    void ring(std::string_view topic, std::string_view text);
    /// Tells whether there may be other nodes, whose rings can be lost.
    bool has_driver() const;

    /// The driver's side: `wake` is called, on any thread, when a batch is to be sent.
    void drive(std::function<void()> wake);
    /// Returns when the next batch may be sent; `SteadyTime::max()` while there is none.
    base::SteadyTime due_at() const;
    /// Takes the payloads of the batch that is due; empty where none is.
    std::vector<std::string> take(base::SteadyTime now);
    /// Tells the handlers what another node has sent.
    void hear(std::string_view payload) const;
    /// Tells everybody that rings may have been lost: the driver was not connected.
    void lose() const;

  private:
    void hear_line(std::string_view line) const;

    std::map<std::string, Handler, std::less<>> handlers_;
    std::vector<std::function<void()>> lost_handlers_;

    mutable std::mutex mutex_;  ///< guards what follows
    std::function<void()> wake_;
    std::set<std::string, std::less<>> waiting_;  ///< lines
    base::SteadyTime may_send_at_{};
};

}  // namespace burner::nodes
