#include "audit/refusals.hpp"

#include <utility>

namespace burner::audit {

namespace {

constexpr std::chrono::seconds window{1};
constexpr std::string_view everywhere = "*";

/// Returns what equal refusals have in common. No part holds a NUL.
std::string key_of(const Event& refusal) {
    std::string key{refusal.from};
    key.append(1, '\0').append(refusal.detail).append(1, '\0').append(refusal.actor.id);
    return key;
}

Tally tally_of(const Event& refusal) {
    return {.time = refusal.time,
            .actor_kind = refusal.actor.kind,
            .actor = std::string{refusal.actor.id},
            .project = std::string{refusal.project},
            .subject = std::string{refusal.subject},
            .from = std::string{refusal.from},
            .request_id = std::string{refusal.request_id},
            .detail = std::string{refusal.detail}};
}

}  // namespace

Event Tally::event() const {
    return {.action = Action::request_refuse,
            .time = time,
            .actor = {actor_kind, actor},
            .project = project,
            .subject = subject,
            .from = from,
            .request_id = request_id,
            .detail = detail,
            .count = count};
}

bool Refusals::admit(const Event& refusal, base::SteadyTime now) {
    const std::string key = key_of(refusal);
    const std::lock_guard lock(mutex_);
    begin_second(now);
    auto seen = seen_.find(key);
    if (seen == seen_.end() && seen_.size() < tallies) seen = seen_.emplace(key, 0).first;
    if (seen != seen_.end() && seen->second < written_each && written_ < written_in_all) {
        ++seen->second;
        ++written_;
        return true;
    }
    count(key, refusal);
    return false;
}

void Refusals::count(const std::string& key, const Event& refusal) {
    auto counted = counted_.find(key);
    if (counted == counted_.end() && counted_.size() < tallies) {
        counted = counted_.emplace(key, tally_of(refusal)).first;
    }
    if (counted == counted_.end()) {
        Tally rest{.time = refusal.time, .from = std::string{everywhere}};
        counted = counted_.try_emplace(std::string{everywhere}, std::move(rest)).first;
    }
    if (counted->second.count != UINT32_MAX) ++counted->second.count;
}

void Refusals::begin_second(base::SteadyTime now) {
    if (now - began_ < window) return;
    began_ = now;
    written_ = 0;
    seen_.clear();
    for (auto& [key, tally] : counted_) {
        if (passed_.size() <= tallies) passed_.push_back(std::move(tally));
    }
    counted_.clear();
}

std::vector<Tally> Refusals::take(base::SteadyTime now, bool all) {
    const std::lock_guard lock(mutex_);
    begin_second(all ? began_ + window : now);
    return std::exchange(passed_, {});
}

}  // namespace burner::audit
