#include "fakes/stores/revocation_list.hpp"

namespace burner::storage {

base::Result<void> MemoryRevocationList::add(const access::Revocation& revocation) {
    const std::lock_guard lock(mutex_);
    revocations_.emplace(++last_, revocation);
    return {};
}

base::Result<access::RevocationPage> MemoryRevocationList::load_after(std::uint64_t sequence) {
    const std::lock_guard lock(mutex_);
    access::RevocationPage page{sequence, {}};
    for (auto entry = revocations_.upper_bound(sequence); entry != revocations_.end(); ++entry) {
        page.sequence = entry->first;
        page.revocations.push_back(entry->second);
    }
    return page;
}

base::Result<void> MemoryRevocationList::prune(base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(revocations_, [&](const auto& entry) { return entry.second.forget_at <= now; });
    return {};
}

}  // namespace burner::storage
