#include "fakes/stores/usage_store.hpp"

#include <algorithm>

namespace burner::storage {

base::Result<limits::Reservation> MemoryUsageStore::reserve(std::string_view key_id, limits::Month month,
                                                            std::uint64_t amount, std::uint64_t ceiling) {
    const std::lock_guard lock(mutex_);
    std::uint64_t& count = counts_[{std::string{key_id}, month}];
    const std::uint64_t granted = count >= ceiling ? 0 : std::min(amount, ceiling - count);
    count += granted;
    return limits::Reservation{granted, count};
}

base::Result<void> MemoryUsageStore::release(std::string_view key_id, limits::Month month, std::uint64_t amount) {
    const std::lock_guard lock(mutex_);
    std::uint64_t& count = counts_[{std::string{key_id}, month}];
    count -= std::min(amount, count);
    return {};
}

base::Result<std::uint64_t> MemoryUsageStore::count(std::string_view key_id, limits::Month month) {
    const std::lock_guard lock(mutex_);
    const auto count = counts_.find({std::string{key_id}, month});
    return count == counts_.end() ? 0 : count->second;
}

}  // namespace burner::storage
