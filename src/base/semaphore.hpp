#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include "base/task.hpp"

namespace burner::base {

/// A counting semaphore for the coroutines of one thread. Each takes a permit and gives it back by destroying it; if no
/// permit is free it waits in line, and nobody overtakes. Copies share their permits. A permit may outlive all of them.
class Semaphore {
    struct State;
    struct Waiter;

  public:
    /// One of the permits, held until it is destroyed.
    class Permit {
      public:
        ~Permit();
        Permit(Permit&&) noexcept = default;
        Permit& operator=(Permit&&) = delete;

      private:
        friend Semaphore;
        explicit Permit(std::shared_ptr<State> state) : state_(std::move(state)) {}

        std::shared_ptr<State> state_;
    };

    explicit Semaphore(std::size_t count);

    /// Waits for a permit; nullopt when no permit has become free within `patience`.
    Task<std::optional<Permit>> take(std::chrono::milliseconds patience) const;

  private:
    std::shared_ptr<State> state_;
};

}  // namespace burner::base
