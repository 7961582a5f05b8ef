#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

namespace burner::nodes::simulation {

/// The real time of the simulated world, in seconds, and what will happen in it.
class Events {
  public:
    double now() const { return now_; }

    void after(double delay, std::function<void()> event) {
        queue_.push_back({now_ + delay, order_++, std::move(event)});
        std::ranges::push_heap(queue_, is_later);
    }
    void run_until(double end) {
        while (!queue_.empty() && queue_.front().time < end) {
            std::ranges::pop_heap(queue_, is_later);
            const Event next = std::move(queue_.back());
            queue_.pop_back();
            now_ = next.time;
            next.happens();
        }
    }

  private:
    struct Event {
        double time;
        std::uint64_t order;  ///< what was planned first happens first
        std::function<void()> happens;
    };
    static bool is_later(const Event& a, const Event& b) {
        return std::pair{a.time, a.order} > std::pair{b.time, b.order};
    }

    double now_ = 0;
    std::uint64_t order_ = 0;
    std::vector<Event> queue_;
};

/// The chance of one run, all of it drawn from its seed.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : bits_(seed * 0x9e3779b97f4a7c15ull + 1) {}

    double between(double low, double high) { return low + (high - low) * unit(); }
    bool happens(double probability) { return unit() < probability; }
    /// Draws a waiting time with this mean.
    double wait(double mean) { return -mean * std::log(1 - unit()); }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(bits_() % count); }
    std::int64_t mark() { return static_cast<std::int64_t>(bits_() >> 1); }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }

  private:
    double unit() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }

    std::mt19937_64 bits_;
};

}  // namespace burner::nodes::simulation
