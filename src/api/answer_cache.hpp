#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "assets/protection.hpp"
#include "base/clock.hpp"
#include "nodes/doorbell.hpp"
#include "solana/pubkey.hpp"

namespace burner::api {

/// What an answer depends on besides the wallet.
struct AnswerTerms {
    assets::Protection protection;
    bool is_sponsored = false;

    bool operator==(const AnswerTerms&) const = default;
};

/// Keeps rendered answers by wallet for a moment, so that a page that reloads, or a phone that polls, costs no upstream
/// call. It keeps the last answer of a wallet and finds it only under the terms that it was made with. What one
/// node forgets, the others forget as soon as they hear of it. Bounded by bytes: the least recently used goes first.
/// Any thread.
class AnswerCache {
  public:
    using Answer = std::shared_ptr<const std::string>;

    /// Hears the doorbell from here on; it and the clock outlive the cache, and the bell's driver ends before it.
    AnswerCache(std::chrono::milliseconds lifetime, std::size_t max_bytes, nodes::Doorbell& doorbell,
                const base::Clock& clock);
    AnswerCache(const AnswerCache&) = delete;
    AnswerCache& operator=(const AnswerCache&) = delete;

    /// Returns the answer; null when it is missing or too old.
    Answer find(const solana::Pubkey& wallet, const AnswerTerms& terms);
    /// Keeps an answer, unless the wallet was forgotten, or another answer kept, after its look-up began at `asked_at`.
    void keep(const solana::Pubkey& wallet, const AnswerTerms& terms, Answer answer, base::SteadyTime asked_at);
    /// Drops the wallet's answer, on every node, and turns away those whose look-up began earlier.
    void forget(const solana::Pubkey& wallet);

  private:
    struct Entry {
        solana::Pubkey wallet;
        AnswerTerms terms;
        Answer answer;  ///< null: only remembers when the wallet was forgotten
        base::SteadyTime at;
    };
    using Entries = std::list<Entry>;

    static std::size_t size_of(const Entry& entry);
    void forget_here(const solana::Pubkey& wallet);
    void remove(Entries::iterator entry);
    void insert(Entry entry);

    const std::chrono::milliseconds lifetime_;
    const std::size_t max_bytes_;
    nodes::Doorbell& doorbell_;
    const base::Clock& clock_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    Entries entries_;  ///< most recently used first
    std::unordered_map<solana::Pubkey, Entries::iterator> by_wallet_;
};

}  // namespace burner::api
