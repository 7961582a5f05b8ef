#include "upstreams/upstream_health.hpp"

#include <algorithm>
#include <tuple>

namespace burner::upstreams {

void UpstreamHealth::succeeded() {
    failures_ = 0;
    unwell_until_ = {};
}

void UpstreamHealth::failed(Time now) {
    ++failures_;
    unwell_until_ = now + cool_down_;
}

void UpstreamHealth::asked(Time now) {
    if (failures_ >= failures_to_open) unwell_until_ = now + cool_down_;
}

bool UpstreamHealth::lacks_method(std::string_view method, Time until) {
    return missing_methods_.insert_or_assign(std::string{method}, until).second;
}

bool UpstreamHealth::lacks(std::string_view method, Time now) const {
    const auto missing = missing_methods_.find(method);
    return missing != missing_methods_.end() && now < missing->second;
}

std::size_t choose_upstream(std::span<const UpstreamHealth> upstreams, std::span<const std::size_t> tries,
                            std::string_view method, UpstreamHealth::Time now, UpstreamHealth::Time deadline) {
    const auto rank = [&](std::size_t i) {
        const UpstreamHealth& health = upstreams[i];
        const auto wait = std::max(health.limited_until(), now);
        return std::tuple{
            health.lacks(method, now), health.open(now), wait >= deadline, tries[i], wait, health.unwell(now), i};
    };
    std::size_t best = 0;
    for (std::size_t i = 1; i < upstreams.size(); ++i) {
        if (rank(i) < rank(best)) best = i;
    }
    return best;
}

void RetryBudget::count_call() {
    saved_ = std::min(burst_, saved_ + share_);
}

bool RetryBudget::take_retry() {
    if (saved_ < 1) return false;
    saved_ -= 1;
    return true;
}

}  // namespace burner::upstreams
