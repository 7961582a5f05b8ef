#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "assets/protection.hpp"
#include "base/clock.hpp"
#include "solana/pubkey.hpp"

namespace burner::api {

/// Keeps rendered answers by wallet for a moment, so that a page that reloads, or a phone that polls, costs no upstream
/// call. It keeps the last answer of a wallet and finds it only under the protection that it was made with. Bounded by
/// bytes: the least recently used goes first. Any thread.
class AnswerCache {
  public:
    using Answer = std::shared_ptr<const std::string>;

    AnswerCache(std::chrono::milliseconds lifetime, std::size_t max_bytes)
        : lifetime_(lifetime), max_bytes_(max_bytes) {}

    /// Returns the answer; null when it is missing or too old.
    Answer find(const solana::Pubkey& wallet, const assets::Protection& protection, base::SteadyTime now);
    /// Keeps an answer, unless the wallet was forgotten, or another answer kept, after its look-up began at `asked_at`.
    void keep(const solana::Pubkey& wallet, const assets::Protection& protection, Answer answer,
              base::SteadyTime asked_at, base::SteadyTime now);
    /// Drops the wallet's answer and turns away those whose look-up began earlier.
    void forget(const solana::Pubkey& wallet, base::SteadyTime now);

  private:
    struct Entry {
        solana::Pubkey wallet;
        assets::Protection protection;
        Answer answer;  ///< null: only remembers when the wallet was forgotten
        base::SteadyTime at;
    };
    using Entries = std::list<Entry>;

    static std::size_t size_of(const Entry& entry);
    void remove(Entries::iterator entry);
    void insert(Entry entry);

    const std::chrono::milliseconds lifetime_;
    const std::size_t max_bytes_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    Entries entries_;  ///< most recently used first
    std::unordered_map<solana::Pubkey, Entries::iterator> by_wallet_;
};

}  // namespace burner::api
