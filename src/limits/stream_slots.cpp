#include "limits/stream_slots.hpp"

namespace burner::limits {

base::Error too_many_streams() {
    return {base::ErrorCode::rate_limited, "Too many open streams"};
}

StreamSlots::Slot StreamSlots::take(std::string_view key_id) {
    const std::lock_guard lock{mutex_};
    const auto entry = open_.try_emplace(std::string{key_id}, 0).first;
    if (entry->second == max_streams_) return nullptr;
    ++entry->second;
    // The pointer only says whose slot it is: the map keeps its nodes where they are.
    return {&entry->first, [this](const std::string* key) { release(*key); }};
}

void StreamSlots::release(const std::string& key_id) {
    const std::lock_guard lock{mutex_};
    const auto entry = open_.find(key_id);
    if (--entry->second == 0) open_.erase(entry);
}

}  // namespace burner::limits
