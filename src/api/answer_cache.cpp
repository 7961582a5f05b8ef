#include "api/answer_cache.hpp"

namespace burner::api {

namespace {

/// An entry costs this much besides its answer: two nodes and the map's slot, rounded up.
constexpr std::size_t entry_bytes = 256;

}  // namespace

std::size_t AnswerCache::size_of(const Entry& entry) {
    const std::size_t keys = entry.protection.mints.size() + entry.protection.collections.size();
    return entry_bytes + keys * sizeof(solana::Pubkey) + (entry.answer ? entry.answer->size() : 0);
}

AnswerCache::Answer AnswerCache::find(const solana::Pubkey& wallet, const assets::Protection& protection,
                                      base::SteadyTime now) {
    const std::lock_guard lock{mutex_};
    const auto found = by_wallet_.find(wallet);
    if (found == by_wallet_.end() || now - found->second->at >= lifetime_) return nullptr;
    if (found->second->protection != protection) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->answer;
}

void AnswerCache::keep(const solana::Pubkey& wallet, const assets::Protection& protection, Answer answer,
                       base::SteadyTime asked_at, base::SteadyTime now) {
    Entry entry{wallet, protection, std::move(answer), now};
    if (lifetime_ == std::chrono::milliseconds::zero() || size_of(entry) > max_bytes_) return;
    const std::lock_guard lock{mutex_};
    const auto found = by_wallet_.find(wallet);
    if (found != by_wallet_.end() && found->second->at > asked_at) return;
    insert(std::move(entry));
}

void AnswerCache::forget(const solana::Pubkey& wallet, base::SteadyTime now) {
    const std::lock_guard lock{mutex_};
    insert({wallet, {}, nullptr, now});
}

void AnswerCache::insert(Entry entry) {
    if (const auto old = by_wallet_.find(entry.wallet); old != by_wallet_.end()) remove(old->second);
    bytes_ += size_of(entry);
    entries_.push_front(std::move(entry));
    by_wallet_.emplace(entries_.front().wallet, entries_.begin());
    while (bytes_ > max_bytes_) remove(std::prev(entries_.end()));
}

void AnswerCache::remove(Entries::iterator entry) {
    bytes_ -= size_of(*entry);
    by_wallet_.erase(entry->wallet);
    entries_.erase(entry);
}

}  // namespace burner::api
