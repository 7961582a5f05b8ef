#include "api/answer_cache.hpp"

namespace burner::api {

namespace {

/// An entry costs this much besides its answer: two nodes and the map's slot, rounded up.
constexpr std::size_t entry_bytes = 256;

constexpr std::string_view wallet_topic = "wallet";

}  // namespace

std::size_t AnswerCache::size_of(const Entry& entry) {
    const std::size_t keys = entry.terms.protection.mints.size() + entry.terms.protection.collections.size();
    return entry_bytes + keys * sizeof(solana::Pubkey) + (entry.answer ? entry.answer->size() : 0);
}

AnswerCache::AnswerCache(std::chrono::milliseconds lifetime, std::size_t max_bytes, nodes::Doorbell& doorbell,
                         const base::Clock& clock)
    : lifetime_(lifetime), max_bytes_(max_bytes), doorbell_(doorbell), clock_(clock) {
    doorbell_.on(std::string{wallet_topic}, [this](std::string_view text) {
        if (const auto wallet = solana::pubkey_from_base58(text)) forget_here(*wallet);
    });
}

AnswerCache::Answer AnswerCache::find(const solana::Pubkey& wallet, const AnswerTerms& terms) {
    const base::SteadyTime now = clock_.steady();
    const std::lock_guard lock{mutex_};
    const auto found = by_wallet_.find(wallet);
    if (found == by_wallet_.end() || now - found->second->at >= lifetime_) return nullptr;
    if (found->second->terms != terms) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->answer;
}

void AnswerCache::keep(const solana::Pubkey& wallet, const AnswerTerms& terms, Answer answer,
                       base::SteadyTime asked_at) {
    Entry entry{wallet, terms, std::move(answer), clock_.steady()};
    if (lifetime_ == std::chrono::milliseconds::zero() || size_of(entry) > max_bytes_) return;
    const std::lock_guard lock{mutex_};
    const auto found = by_wallet_.find(wallet);
    if (found != by_wallet_.end() && found->second->at > asked_at) return;
    insert(std::move(entry));
}

void AnswerCache::forget(const solana::Pubkey& wallet) {
    forget_here(wallet);
    if (doorbell_.has_driver()) doorbell_.ring(wallet_topic, solana::to_base58(wallet));
}

void AnswerCache::forget_here(const solana::Pubkey& wallet) {
    const std::lock_guard lock{mutex_};
    insert({wallet, {}, nullptr, clock_.steady()});
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
