#include "fakes/stores/revocation_list.hpp"

namespace burner::storage {

base::Result<nodes::FeedPosition> MemoryRevocationList::add(const access::Revocation& revocation) {
    const std::lock_guard lock(mutex_);
    const auto change = feed_.append();
    revocations_.emplace(change.number, revocation);
    return change;
}

void MemoryRevocationList::read(nodes::ChangeNumber first, access::ReplicaRows& rows) const {
    const std::lock_guard lock(mutex_);
    for (auto entry = revocations_.lower_bound(first); entry != revocations_.end(); ++entry)
        rows.revocations.push_back({entry->first, entry->second});
}

base::Result<void> MemoryRevocationList::prune(base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(revocations_, [&](const auto& entry) { return entry.second.forget_at <= now; });
    return {};
}

}  // namespace burner::storage
