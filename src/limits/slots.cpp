#include "limits/slots.hpp"

namespace burner::limits {

Slots::Slot Slots::take(std::string_view owner) {
    const std::lock_guard lock{mutex_};
    const auto entry = held_.try_emplace(std::string{owner}, 0).first;
    if (entry->second == max_held_) return nullptr;
    ++entry->second;
    // The pointer only says whose slot it is: the map keeps its nodes where they are.
    return {&entry->first, [this](const std::string* key) { release(*key); }};
}

void Slots::release(const std::string& owner) {
    const std::lock_guard lock{mutex_};
    const auto entry = held_.find(owner);
    if (--entry->second == 0) held_.erase(entry);
}

}  // namespace burner::limits
