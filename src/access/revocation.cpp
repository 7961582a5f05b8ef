#include "access/revocation.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace burner::access {

namespace {

/// Makes one key of what a revocation is about: kinds never meet, because the first letter differs; parts cannot
/// run into each other, because ids hold no NUL.
std::string session_key(std::string_view project, std::string_view session_id) {
    std::string key{"s"};
    return key.append(project).append(1, '\0').append(session_id);
}

std::string wallet_key(std::string_view project, const solana::Pubkey& wallet) {
    std::string key{"w"};
    return key.append(project).append(1, '\0').append(base::as_text(wallet.view()));
}

std::string project_key(std::string_view project) {
    std::string key{"p"};
    return key.append(project);
}

std::string key_of(const Revocation& revocation) {
    if (!revocation.session_id.empty()) return session_key(revocation.project, revocation.session_id);
    if (revocation.wallet) return wallet_key(revocation.project, *revocation.wallet);
    return project_key(revocation.project);
}

}  // namespace

Revocations::Revocations(RevocationList& list) : list_(list) {}

base::Result<void> Revocations::add(const Revocation& revocation) {
    if (auto added = list_.add(revocation); !added) return added;
    remember(revocation);
    return {};
}

base::Result<void> Revocations::refresh() {
    const std::lock_guard lock(refreshing_);
    const auto page = list_.load_after(sequence_);
    if (!page) return std::unexpected(page.error());
    for (const Revocation& revocation : page->revocations) remember(revocation);
    sequence_ = page->sequence;
    return {};
}

base::Result<void> Revocations::prune(base::UnixTime now) {
    for (Shard& shard : shards_) {
        const std::unique_lock lock(shard.mutex);
        size_ -= std::erase_if(shard.entries, [&](const auto& entry) { return entry.second.forget_at <= now; });
    }
    return list_.prune(now);
}

void Revocations::remember(const Revocation& revocation) {
    std::string key = key_of(revocation);
    Shard& shard = shard_of(key);
    const std::unique_lock lock(shard.mutex);
    const auto [entry, is_new] =
        shard.entries.try_emplace(std::move(key), revocation.issued_until, revocation.forget_at);
    if (is_new) {
        ++size_;
        return;
    }
    entry->second.issued_until = std::max(entry->second.issued_until, revocation.issued_until);
    entry->second.forget_at = std::max(entry->second.forget_at, revocation.forget_at);
}

bool Revocations::covers(const Session& session) const {
    if (size_ == 0) return false;
    return covers(session_key(session.project, session.id), session.issued_at) ||
           covers(wallet_key(session.project, session.wallet), session.issued_at) ||
           covers(project_key(session.project), session.issued_at);
}

bool Revocations::covers(const std::string& key, base::UnixTime issued_at) const {
    const Shard& shard = shard_of(key);
    const std::shared_lock lock(shard.mutex);
    const auto entry = shard.entries.find(key);
    return entry != shard.entries.end() && issued_at <= entry->second.issued_until;
}

Revocations::Shard& Revocations::shard_of(const std::string& key) {
    return shards_[std::hash<std::string>{}(key) % shards_.size()];
}

const Revocations::Shard& Revocations::shard_of(const std::string& key) const {
    return shards_[std::hash<std::string>{}(key) % shards_.size()];
}

}  // namespace burner::access
