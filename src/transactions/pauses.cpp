#include "transactions/pauses.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace burner::transactions {

base::Result<void> Pauses::refresh() {
    auto loaded = store_.load();
    if (!loaded) return std::unexpected(std::move(loaded.error()));
    replace(*std::move(loaded));
    return {};
}

void Pauses::replace(std::vector<Pause> pauses) {
    const std::lock_guard lock(mutex_);
    pauses_ = std::move(pauses);
}

std::vector<Pause> Pauses::all() const {
    const std::shared_lock lock(mutex_);
    return pauses_;
}

base::Result<void> Pauses::check(std::string_view project, std::span<const Selection> items) const {
    const std::shared_lock lock(mutex_);
    for (const Pause& pause : pauses_) {
        const bool is_covered =
            std::ranges::any_of(items, [&](const auto& item) { return covers(pause, project, item); });
        if (is_covered)
            return base::fail(base::ErrorCode::overloaded, "Paused by the operator of the server: " + to_words(pause));
    }
    return {};
}

}  // namespace burner::transactions
