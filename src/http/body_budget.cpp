#include "http/body_budget.hpp"

#include <utility>

namespace burner::http {

std::expected<void, Refusal> BodyBudget::Share::grow_to(std::size_t bytes, std::size_t owner, const Limits& limits) {
    if (bytes <= limits.free_body_bytes || bytes <= bytes_) return {};
    auto taken = budget_.take(bytes - bytes_, owner, limits);
    if (!taken) return taken;
    bytes_ = bytes;
    owner_ = owner;
    return {};
}

void BodyBudget::Share::release() {
    if (bytes_ > 0) budget_.release(std::exchange(bytes_, 0), owner_);
}

std::size_t BodyBudget::bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
}

std::expected<void, Refusal> BodyBudget::take(std::size_t bytes, std::size_t owner, const Limits& limits) {
    const std::lock_guard lock{mutex_};
    const auto found = by_owner_.find(owner);
    const std::size_t owned = found == by_owner_.end() ? 0 : found->second;
    if (owned + bytes > limits.body_budget_of_owner) return refuse(429, "Too many large request bodies at once");
    if (bytes_ + bytes > limits.body_budget) return refuse(503, "The server cannot take another large request body");
    bytes_ += bytes;
    by_owner_[owner] = owned + bytes;
    return {};
}

void BodyBudget::release(std::size_t bytes, std::size_t owner) {
    const std::lock_guard lock{mutex_};
    bytes_ -= bytes;
    const auto of_owner = by_owner_.find(owner);
    if ((of_owner->second -= bytes) == 0) by_owner_.erase(of_owner);
}

}  // namespace burner::http
