#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include "base/task.hpp"

namespace burner::base {

/// A bound on what coroutines of one thread do at once: each takes a place before and leaves it afterwards, and who
/// finds none waits in line. Nobody overtakes. Copies share the places; a place may outlive all of them.
class Places {
    struct State;
    struct Waiter;

  public:
    /// One place, until it is destroyed.
    class Place {
      public:
        ~Place();
        Place(Place&&) noexcept = default;
        Place& operator=(Place&&) = delete;

      private:
        friend Places;
        explicit Place(std::shared_ptr<State> state) : state_(std::move(state)) {}

        std::shared_ptr<State> state_;
    };

    explicit Places(std::size_t count);

    /// Nothing when none has become free within `patience`.
    Task<std::optional<Place>> take(std::chrono::milliseconds patience) const;

  private:
    std::shared_ptr<State> state_;
};

}  // namespace burner::base
