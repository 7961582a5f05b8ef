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

/// Rendered answers by wallet, for a moment: a page that reloads, or a phone that polls, costs no upstream
/// call. An answer is found under the protection that it was made with only; of one wallet the last is kept. Bounded
/// by bytes, the least recently used goes first. Any thread.
class AnswerCache {
  public:
    using Answer = std::shared_ptr<const std::string>;

    AnswerCache(std::chrono::milliseconds lifetime, std::size_t max_bytes)
        : lifetime_(lifetime), max_bytes_(max_bytes) {}

    /// Finds an answer; null when there is none or it is too old.
    Answer find(const solana::Pubkey& wallet, const assets::Protection& protection, base::SteadyTime now);
    /// `asked_at` is when the look-up began: an answer from before a `forget` is not kept.
    void keep(const solana::Pubkey& wallet, const assets::Protection& protection, Answer answer,
              base::SteadyTime asked_at, base::SteadyTime now);
    /// What was known of the wallet no longer holds.
    void forget(const solana::Pubkey& wallet, base::SteadyTime now);

  private:
    struct Entry {
        solana::Pubkey wallet;
        assets::Protection protection;
        Answer answer;  ///< none: only remembers when the wallet was forgotten
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
