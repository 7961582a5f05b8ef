#include "access/replica.hpp"

namespace burner::access {

namespace {

/// Longer than any node is away and comes back as the same.
constexpr std::chrono::hours changes_kept{24};

}  // namespace

Replica::Replica(ReplicaStore& store, KeyRing& keys, Revocations& revocations)
    : store_(store), keys_(keys), revocations_(revocations) {}

base::Result<std::optional<nodes::FeedHead>> Replica::load(const nodes::FeedPosition& must_contain) {
    const auto rows = store_.load(must_contain);
    if (!rows) return std::unexpected(rows.error());
    if (!*rows) return std::nullopt;
    keys_.replace(**rows);
    revocations_.replace((*rows)->revocations);
    revocations_.set_applied((*rows)->head.position.number);
    return (*rows)->head;
}

base::Result<std::optional<nodes::FeedHead>> Replica::read_after(const nodes::FeedPosition& position) {
    const auto rows = store_.read_after(position);
    if (!rows) return std::unexpected(rows.error());
    if (!*rows) return std::nullopt;
    keys_.apply(**rows);
    for (const auto& revocation : (*rows)->revocations) revocations_.apply(revocation);
    revocations_.set_applied((*rows)->head.position.number);
    return (*rows)->head;
}

base::Result<nodes::FeedPosition> Replica::restore(std::span<const nodes::FeedPosition> history) {
    return store_.restore(history, {revocations_.live(), keys_.ended()});
}

base::Result<void> Replica::prune(base::UnixTime now) {
    if (auto pruned = revocations_.prune(now); !pruned) return pruned;
    return store_.prune_changes(now - changes_kept);
}

base::Result<void> Replica::catch_up() {
    const std::lock_guard lock(catching_up_);
    const auto head = caught_up_ ? read_after(*caught_up_) : load({});
    if (!head) return std::unexpected(head.error());
    caught_up_.reset();  // a file that was put back in the place of another is read anew
    if (*head) caught_up_ = (*head)->position;
    return {};
}

}  // namespace burner::access
