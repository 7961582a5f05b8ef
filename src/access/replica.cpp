#include "access/replica.hpp"

namespace burner::access {

namespace {

/// Longer than any node is away and comes back as the same.
constexpr std::chrono::hours changes_kept{24};

/// Fails where a change was read that this version cannot apply.
base::Result<void> check_kinds(const nodes::FeedHead& head) {
    if (head.newest_kind <= nodes::newest_change_kind) return {};
    return base::fail(base::ErrorCode::internal,
                      "The database holds a kind of change that a newer version of this server has written and this "
                      "one does not understand. Upgrade this node");
}

}  // namespace

/// Reads everything, with the signing keys that a node cannot do without.
base::Result<std::optional<ReplicaRows>> Replica::load_complete(const nodes::FeedPosition& must_contain) {
    auto rows = store_.load(must_contain);
    if (!rows || !*rows || can_sign((*rows)->signing_keys)) return rows;
    if (const auto prepared = parts_.signing_key_changes.prepare(); !prepared) return std::unexpected(prepared.error());
    return store_.load(must_contain);
}

base::Result<std::optional<nodes::FeedHead>> Replica::load(const nodes::FeedPosition& must_contain) {
    const auto rows = load_complete(must_contain);
    if (!rows) return std::unexpected(rows.error());
    if (!*rows) return std::nullopt;
    if (auto known = check_kinds((*rows)->head); !known) return std::unexpected(known.error());
    if (auto taken = parts_.signing_keys.replace((*rows)->signing_keys); !taken) return std::unexpected(taken.error());
    parts_.keys.replace(**rows);
    parts_.revocations.replace((*rows)->revocations);
    parts_.revocations.set_applied((*rows)->head.position.number);
    return (*rows)->head;
}

base::Result<std::optional<nodes::FeedHead>> Replica::read_after(const nodes::FeedPosition& position) {
    const auto rows = store_.read_after(position);
    if (!rows) return std::unexpected(rows.error());
    if (!*rows) return std::nullopt;
    if (auto known = check_kinds((*rows)->head); !known) return std::unexpected(known.error());
    if (!(*rows)->signing_keys.empty()) {
        auto taken = parts_.signing_keys.apply((*rows)->signing_keys);
        if (!taken) return std::unexpected(taken.error());
    }
    parts_.keys.apply(**rows);
    for (const auto& revocation : (*rows)->revocations) parts_.revocations.apply(revocation);
    parts_.revocations.set_applied((*rows)->head.position.number);
    return (*rows)->head;
}

base::Result<nodes::FeedPosition> Replica::restore(std::span<const nodes::FeedPosition> history) {
    return store_.restore(history, {parts_.revocations.live(), parts_.keys.ended(), parts_.signing_keys.retired()});
}

base::Result<void> Replica::prune(base::UnixTime now) {
    if (auto pruned = parts_.revocations.prune(now); !pruned) return pruned;
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
