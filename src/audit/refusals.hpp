#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "audit/event.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// The refusals of one second that are logged as one event: the first of them, and how many there were.
struct Tally {
    base::UnixTime time;
    Actor::Kind actor_kind{};
    std::string actor;
    std::string project;
    std::string subject;
    std::string from;
    std::string request_id;
    std::string detail;
    std::uint32_t count = 0;

    Event event() const;
};

/// A limit that keeps a flood of refusals from filling the log, whoever makes it: refusals of one address, caller and
/// code beyond `written_each` a second are counted, and so are all beyond `written_in_all`; at most
/// `tallies` counts are kept, one more counts the rest under the address `*`. Any thread.
class Refusals {
  public:
    static constexpr std::uint32_t written_each = 10;
    static constexpr std::uint32_t written_in_all = 100;
    static constexpr std::size_t tallies = 100;

    /// Returns whether this one is to be written by itself; else it has been counted.
    bool admit(const Event& refusal, base::SteadyTime now);

    /// Gives out the counts of the seconds that have passed, with `all` also of the current one; each once.
    std::vector<Tally> take(base::SteadyTime now, bool all = false);

  private:
    void begin_second(base::SteadyTime now);
    void count(const std::string& key, const Event& refusal);

    std::mutex mutex_;
    base::SteadyTime began_{};
    std::uint32_t written_ = 0;
    std::unordered_map<std::string, std::uint32_t> seen_;  ///< bounded by `tallies`
    std::unordered_map<std::string, Tally> counted_;       ///< bounded by `tallies` and one
    std::vector<Tally> passed_;
};

}  // namespace burner::audit
