#include "http/unsent_answers.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>

namespace burner::http {

struct UnsentAnswers::Waiting::State {
    std::size_t bytes;
    std::size_t owner;
    Executor executor;
    std::function<void()> cut;  ///< on the executor's thread; empty once the answer no longer waits
    Time deadline = Time::max();
    std::optional<States::iterator> place{};  ///< nullopt once it is not counted any more
};

UnsentAnswers::Waiting::Waiting(UnsentAnswers& all, const Limits& limits, std::size_t bytes, std::size_t owner,
                                const Executor& executor, std::function<void()> cut)
    : all_(all), state_(std::make_shared<State>(bytes, owner, executor, std::move(cut))) {
    all_.add(state_, limits);
}

UnsentAnswers::Waiting::~Waiting() {
    state_->cut = nullptr;
    const std::lock_guard lock{all_.mutex_};
    if (state_->place) all_.remove(*state_->place);
}

void UnsentAnswers::Waiting::set_deadline(Time deadline) {
    const std::lock_guard lock{all_.mutex_};
    state_->deadline = deadline;
}

std::size_t UnsentAnswers::bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
}

/// Counts one more answer. One that is too large by itself may wait, but alone.
void UnsentAnswers::add(std::shared_ptr<Waiting::State> state, const Limits& limits) {
    const std::lock_guard lock{mutex_};
    const std::size_t bytes = state->bytes, owner = state->owner;
    while (by_owner_[owner] + bytes > limits.unsent_bytes_of_owner && cut_slowest(owner)) {
    }
    while (bytes_ + bytes > limits.unsent_bytes && cut_slowest(std::nullopt)) {
    }
    bytes_ += bytes;
    by_owner_[owner] += bytes;
    waiting_.push_back(state);
    state->place = std::prev(waiting_.end());
}

void UnsentAnswers::remove(States::iterator place) {
    auto& state = **place;
    bytes_ -= state.bytes;
    const auto of_owner = by_owner_.find(state.owner);
    if ((of_owner->second -= state.bytes) == 0) by_owner_.erase(of_owner);
    state.place.reset();
    waiting_.erase(place);
}

/// Cuts the slowest connection of the owner, or for nullopt of all. False when there is no connection to cut.
bool UnsentAnswers::cut_slowest(std::optional<std::size_t> owner) {
    auto slowest = waiting_.end();
    for (auto one = waiting_.begin(); one != waiting_.end(); ++one) {
        if (owner && (*one)->owner != *owner) continue;
        if (slowest == waiting_.end() || (*one)->deadline < (*slowest)->deadline) slowest = one;
    }
    if (slowest == waiting_.end()) return false;
    const auto state = *slowest;
    // Its connection has not ended, since it would have been removed, so its thread's context lives.
    boost::asio::post(state->executor, [state] {
        if (state->cut) state->cut();
    });
    remove(slowest);
    return true;
}

}  // namespace burner::http
