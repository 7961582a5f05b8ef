#include "access/revocation.hpp"

#include <algorithm>
#include <mutex>
#include <tuple>

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

/// Takes such a key apart.
Revocation about(std::string_view key) {
    const auto end = std::min(key.find('\0'), key.size());
    Revocation revocation{.project = std::string{key.substr(1, end - 1)}};
    if (end == key.size()) return revocation;
    const std::string_view rest = key.substr(end + 1);
    if (key.front() == 's') revocation.session_id = rest;
    if (key.front() == 'w') revocation.wallet = solana::read_pubkey(base::as_bytes(rest), 0);
    return revocation;
}

}  // namespace

Revocations::Revocations(RevocationList& list, const nodes::Finality& finality) : list_(list), finality_(finality) {}

base::Result<nodes::FeedPosition> Revocations::add(const Revocation& revocation) {
    auto added = list_.add(revocation);
    if (!added) return added;
    apply({added->number, revocation});
    set_applied(added->number);
    return added;
}

void Revocations::set_applied(nodes::ChangeNumber number) {
    auto before = applied_.load();
    while (before < number && !applied_.compare_exchange_weak(before, number)) {
    }
}

void Revocations::apply(const NumberedRevocation& numbered) {
    std::string key = key_of(numbered.revocation);
    Shard& shard = shards_[shard_index(key)];
    const std::unique_lock lock(shard.mutex);
    const auto [entry, is_new] = shard.entries.try_emplace(std::move(key));
    if (is_new) ++size_;
    widen(entry->second, numbered);
}

/// Adds a bound, and drops those that it makes superfluous once it is final: until then an older one may be the only
/// reason to refuse. Where a caller piles up dates, bounds are made one that covers what both do, and more.
void Revocations::widen(Entry& entry, const NumberedRevocation& numbered) const {
    constexpr std::size_t max_bounds = 16;
    const Bound added{numbered.number, numbered.revocation.issued_until};
    entry.forget_at = std::max(entry.forget_at, numbered.revocation.forget_at);
    auto& bounds = entry.bounds;
    const auto is_in = [&](const Bound& bound, const Bound& other) {
        return bound == other || (finality_.is_final(other.number) && bound.number <= other.number &&
                                  bound.issued_until <= other.issued_until);
    };
    if (std::ranges::any_of(bounds, [&](const Bound& bound) { return is_in(added, bound); })) return;
    std::erase_if(bounds, [&](const Bound& bound) { return is_in(bound, added); });
    if (bounds.size() < max_bounds) return bounds.push_back(added);
    Bound& last = bounds.back();
    last = {std::max(last.number, added.number), std::max(last.issued_until, added.issued_until)};
}

void Revocations::replace(const std::vector<NumberedRevocation>& all) {
    std::array<Entries, std::tuple_size_v<decltype(shards_)>> loaded;
    for (const auto& numbered : all) {
        std::string key = key_of(numbered.revocation);
        Entries& entries = loaded[shard_index(key)];
        widen(entries[std::move(key)], numbered);
    }
    std::size_t size = 0;
    for (const Entries& entries : loaded) size += entries.size();
    size_ += size;  // too many for a moment: readers must not believe that there are none
    std::size_t before = 0;
    for (std::size_t i = 0; i < shards_.size(); ++i) {
        const std::unique_lock lock(shards_[i].mutex);
        before += shards_[i].entries.size();
        shards_[i].entries.swap(loaded[i]);
    }
    size_ -= before;
}

std::vector<NumberedRevocation> Revocations::live() const {
    std::vector<NumberedRevocation> live;
    for (const Shard& shard : shards_) {
        const std::shared_lock lock(shard.mutex);
        for (const auto& [key, entry] : shard.entries) {
            Revocation revocation = about(key);
            revocation.forget_at = entry.forget_at;
            for (const Bound& bound : entry.bounds) {
                revocation.issued_until = bound.issued_until;
                live.push_back({bound.number, revocation});
            }
        }
    }
    return live;
}

base::Result<void> Revocations::prune(base::UnixTime now) {
    for (Shard& shard : shards_) {
        const std::unique_lock lock(shard.mutex);
        size_ -= std::erase_if(shard.entries, [&](const auto& entry) { return entry.second.forget_at <= now; });
    }
    return list_.prune(now);
}

Coverage Revocations::coverage_of(const Session& session) const {
    if (size_ == 0) return Coverage::none;
    return std::max({coverage_of(session_key(session.project, session.id), 0, session.issued_at),
                     coverage_of(wallet_key(session.project, session.wallet), session.minted_at, session.issued_at),
                     coverage_of(project_key(session.project), session.minted_at, session.issued_at)});
}

Coverage Revocations::coverage_of(const std::string& key, nodes::ChangeNumber minted_at,
                                  base::UnixTime issued_at) const {
    const Shard& shard = shards_[shard_index(key)];
    const std::shared_lock lock(shard.mutex);
    const auto entry = shard.entries.find(key);
    auto coverage = Coverage::none;
    if (entry == shard.entries.end()) return coverage;
    for (const Bound& bound : entry->second.bounds) {
        if (minted_at >= bound.number || issued_at > bound.issued_until) continue;
        coverage = std::max(coverage, finality_.is_final(bound.number) ? Coverage::final : Coverage::pending);
    }
    return coverage;
}

std::size_t Revocations::shard_index(const std::string& key) {
    return std::hash<std::string>{}(key) % std::tuple_size_v<decltype(shards_)>;
}

}  // namespace burner::access
