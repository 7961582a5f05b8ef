#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "http/limits.hpp"
#include "http/sockets.hpp"

namespace burner::http {

/// The answers of the process that wait in memory because their clients read slowly. They are bounded by bytes, all
/// together and for each owner (see Response::owner): where one more does not fit, the connections of the slowest
/// clients are cut, those of its owner first. The slowest client is the one nearest to its deadline. Any thread.
class UnsentAnswers {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// One answer, counted for as long as this object lives. On the connection's thread.
    class Waiting {
      public:
        /// Makes room for `bytes`. `cut` is called on `executor` when others need the room; it ends the connection.
        Waiting(UnsentAnswers& all, const Limits& limits, std::size_t bytes, std::size_t owner,
                const Executor& executor, std::function<void()> cut);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

        /// Sets the time until which the client must have taken more.
        void set_deadline(Time deadline);

      private:
        struct State;
        friend UnsentAnswers;

        UnsentAnswers& all_;
        std::shared_ptr<State> state_;
    };

    std::size_t bytes() const;

  private:
    using States = std::list<std::shared_ptr<Waiting::State>>;

    void add(std::shared_ptr<Waiting::State> state, const Limits& limits);
    void remove(States::iterator place);
    bool cut_slowest(std::optional<std::size_t> owner);

    mutable std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::size_t, std::size_t> by_owner_;
    States waiting_;  ///< oldest first
};

}  // namespace burner::http
