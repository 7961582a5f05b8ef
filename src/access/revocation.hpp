#pragma once

#include <array>
#include <atomic>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/session.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "nodes/change.hpp"
#include "nodes/finality.hpp"
#include "solana/pubkey.hpp"

namespace burner::access {

/// The end of one session (`session_id` set), or of all sessions of a wallet or of a project (neither set) that were
/// minted before it, by the numbers of the feed, and issued at or before `issued_until`. It is forgotten at
/// `forget_at`, when every such session has expired.
struct Revocation {
    static constexpr base::UnixTime any_time = base::UnixTime::max();

    std::string project;
    std::string session_id;
    std::optional<solana::Pubkey> wallet;
    base::UnixTime issued_until = any_time;
    base::UnixTime forget_at;

    bool operator==(const Revocation&) const = default;
};

/// A revocation and the number of its change.
struct NumberedRevocation {
    nodes::ChangeNumber number = 0;
    Revocation revocation;

    bool operator==(const NumberedRevocation&) const = default;
};

/// Whether a session is revoked. Pending: it is, but a node that serves may not know it yet, so that the session may be
/// neither accepted nor refused for good.
enum class Coverage { none, pending, final };

/// The list of revocations, durable before `add` returns. Several processes may share it; they read it through
/// ReplicaStore. Synchronous, called on storage threads; fails with `overloaded`.
class RevocationList {
  public:
    virtual ~RevocationList() = default;

    /// Returns the revocation's place in the feed.
    virtual base::Result<nodes::FeedPosition> add(const Revocation& revocation) = 0;
    virtual base::Result<void> prune(base::UnixTime now) = 0;
};

/// The revocations in memory. `add` makes one durable first; on this node it is at least pending for every check that
/// starts after `add` returned. Checking: any thread, no lock while no session is revoked. The rest: storage threads
/// and the feed thread.
class Revocations {
  public:
    /// Both outlive it.
    Revocations(RevocationList& list, const nodes::Finality& finality);

    base::Result<nodes::FeedPosition> add(const Revocation& revocation);
    /// Takes in what was read of the store.
    void apply(const NumberedRevocation& numbered);
    /// Holds these and no others, from one moment to the next.
    void replace(const std::vector<NumberedRevocation>& all);
    /// Takes note that this node has applied all changes up to `number`. Sessions minted from now on were minted after
    /// them.
    void set_applied(nodes::ChangeNumber number);
    nodes::ChangeNumber applied() const { return applied_.load(std::memory_order_acquire); }
    /// Returns all that are remembered, each at least as wide as it was added, with the last number that it covers.
    std::vector<NumberedRevocation> live() const;
    base::Result<void> prune(base::UnixTime now);

    Coverage coverage_of(const Session& session) const;

  private:
    /// Covers sessions minted before `number` and issued at or before `issued_until`.
    struct Bound {
        nodes::ChangeNumber number;
        base::UnixTime issued_until;
        bool operator==(const Bound&) const = default;
    };
    struct Entry {
        std::vector<Bound> bounds;  ///< nearly always one
        base::UnixTime forget_at;
    };
    using Entries = std::unordered_map<std::string, Entry>;
    struct Shard {
        mutable std::shared_mutex mutex;
        Entries entries;
    };

    void widen(Entry& entry, const NumberedRevocation& numbered) const;
    Coverage coverage_of(const std::string& key, nodes::ChangeNumber minted_at, base::UnixTime issued_at) const;
    static std::size_t shard_index(const std::string& key);

    RevocationList& list_;
    const nodes::Finality& finality_;
    std::atomic<std::size_t> size_{0};
    std::atomic<nodes::ChangeNumber> applied_{0};
    std::array<Shard, 16> shards_;
};

}  // namespace burner::access
