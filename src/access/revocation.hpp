#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/session.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::access {

/// The end of one session (`session_id` set), or of all sessions of a wallet or of a project (neither set) that were
/// issued at or before `issued_until`. It is forgotten at `forget_at`, when every such session has expired.
struct Revocation {
    std::string project;
    std::string session_id;
    std::optional<solana::Pubkey> wallet;
    base::UnixTime issued_until;
    base::UnixTime forget_at;

    bool operator==(const Revocation&) const = default;
};

struct RevocationPage {
    std::uint64_t sequence;  ///< to ask for what follows
    std::vector<Revocation> revocations;
};

/// The list of revocations, durable before `add` returns. Several processes may share it. Synchronous, called on
/// storage threads; fails with `overloaded`.
class RevocationList {
  public:
    virtual ~RevocationList() = default;

    virtual base::Result<void> add(const Revocation& revocation) = 0;
    /// Returns what was added after `sequence`, in order; 0 asks for all.
    virtual base::Result<RevocationPage> load_after(std::uint64_t sequence) = 0;
    virtual base::Result<void> prune(base::UnixTime now) = 0;
};

/// The revocations in memory. `add` makes one durable first; it holds for every check that starts after `add`
/// returned. Checking: any thread, no lock while no session is revoked. The rest: storage threads.
class Revocations {
  public:
    explicit Revocations(RevocationList& list);

    base::Result<void> add(const Revocation& revocation);
    /// Brings in what other processes added; call once before the first request.
    base::Result<void> refresh();
    base::Result<void> prune(base::UnixTime now);

    bool covers(const Session& session) const;

  private:
    struct Entry {
        base::UnixTime issued_until;
        base::UnixTime forget_at;
    };
    struct Shard {
        mutable std::shared_mutex mutex;
        std::unordered_map<std::string, Entry> entries;
    };

    void remember(const Revocation& revocation);
    bool covers(const std::string& key, base::UnixTime issued_at) const;
    Shard& shard_of(const std::string& key);
    const Shard& shard_of(const std::string& key) const;

    RevocationList& list_;
    std::mutex refreshing_;
    std::uint64_t sequence_ = 0;
    std::atomic<std::size_t> size_{0};
    std::array<Shard, 16> shards_;
};

}  // namespace burner::access
