#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <random>
#include <string>
#include <vector>

#include "base/lease_clock.hpp"
#include "fakes/stores/window_store.hpp"
#include "limits/credits.hpp"

namespace burner::limits {

/// What is wrong with a simulated server, and must be found.
enum class Fault {
    none,
    no_recall,         ///< a node is deaf to recalls
    late_forgetting,   ///< credits leave memory when the store has them back, not before
    any_window_counts  ///< the store takes what belongs to another window
};

struct SimulationSettings {
    std::size_t nodes = 4;
    std::uint64_t limit = 600;
    std::uint64_t seed = 1;
    Fault fault = Fault::none;
    double lost_recalls = 0;  ///< the share of recalls that do not arrive
    double drift = 0;         ///< by how much a node's clocks are fast or slow at most
    std::chrono::microseconds longest_way{1'500};
};

/// Nodes that share one limit of one key over a store that is some way off. All runs on simulated time, and one seed
/// gives one run.
class CreditSimulation {
  public:
    using Time = std::chrono::microseconds;

    explicit CreditSimulation(const SimulationSettings& settings);

    /// A request on a node, or on any that lives.
    void request(Time at, std::size_t node);
    void request_anywhere(Time at);
    void at(Time time, std::function<void()> event);
    void kill(std::size_t node);
    void run();

    std::mt19937_64& random() { return random_; }
    double between(double low, double high) { return std::uniform_real_distribution<double>{low, high}(random_); }

    bool store_answers = true;
    std::uint64_t requests = 0, admitted = 0, refused = 0, waited = 0, rows = 0, rows_back = 0;
    std::map<PeriodId, std::uint64_t> admitted_in;  ///< each window, by the store's clock
    std::uint64_t admitted_outside = 0;             ///< of any window
    Time longest_wait{0};
    std::vector<CreditAnswer> refusals;

  private:
    struct Clock final : base::LeaseClock {
        Clock(const Time& now, double rate) : now_(now), rate_(rate) {}
        base::LeaseTime now() const override;

        const Time& now_;
        double rate_;
    };
    struct Waiter {
        Time since;
        Time deadline;
    };
    struct Node {
        Node(std::string name, const Time& now, double rate);

        std::string id;
        Clock clock;
        Credits credits;
        std::deque<Waiter> waiters;
        Time looks_at{0};
        bool is_exchanging = false;
        bool is_alive = true;
        std::uint64_t held = 0;  ///< credits, as an observer counts them
    };

    CreditUse use() const { return {.key = "key_1", .limit = settings_.limit}; }
    Time way();
    void arrive(std::size_t node);
    void exchange(std::size_t node);
    void reach_store(std::size_t node, const CreditBatch& batch);
    void recall(std::size_t from);
    void hear_recall(std::size_t node);
    void poll_recalls();
    void wait_on(std::size_t node, const Waiter& waiter);
    void look(std::size_t node);
    void look_at(std::size_t node, Time time);
    bool decided(std::size_t node, const CreditAnswer& answer, Time since);
    void tell_live();

    const SimulationSettings settings_;
    std::mt19937_64 random_;
    Time now_{0};
    Time last_request_{0};
    std::uint64_t order_ = 0;
    struct Event {
        Time time;
        std::uint64_t order;
        std::function<void()> run;
        bool operator<(const Event& other) const {
            return time != other.time ? time > other.time : order > other.order;
        }
    };
    std::priority_queue<Event> events_;
    storage::MemoryWindowStore store_;
    std::vector<std::unique_ptr<Node>> nodes_;
};

}  // namespace burner::limits
