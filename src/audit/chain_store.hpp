#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/anchor.hpp"
#include "audit/batch_seal.hpp"
#include "base/result.hpp"

namespace burner::audit {

/// A batch as it stands in the files: whole lines, the last of them sealed.
struct Batch {
    Link before;
    Link end;  ///< as its last line says
    std::string lines;

    std::uint64_t first() const { return before.seq + 1; }
};

/// What the database holds of the audit logs of all nodes, at one moment. A list is empty where the database fails;
/// then `ChainStore::view` does too.
class ChainView {
  public:
    virtual ~ChainView() = default;

    /// Lists every chain that has a batch or an anchor.
    virtual std::vector<std::string> chains() = 0;
    /// Returns how many events the batches of all chains say to hold.
    virtual std::uint64_t count_events() = 0;
    /// Returns the batches whose first event is behind `after`, in order, as many as `max_bytes` hold, at least one.
    virtual std::vector<Batch> batches(std::string_view chain, std::uint64_t after, std::size_t max_bytes) = 0;
    /// Returns the ends of the batches whose first event is behind `after`, in order, at most `limit`.
    virtual std::vector<Link> ends(std::string_view chain, std::uint64_t after, std::size_t limit) = 0;
    /// Returns the anchors of all chains behind `after`, in order, at most `limit`.
    virtual std::vector<Anchor> anchors(std::uint64_t after, std::size_t limit) = 0;
    /// Returns the anchors of one chain in the order of their links, those of one link in the order of their numbers;
    /// those behind `after`, at most `limit`. An `after` of number 0 stands before all of them.
    virtual std::vector<Anchor> anchors_of(std::string_view chain, const Anchor& after, std::size_t limit) = 0;
};

/// Keeps what the nodes of one database ship of their audit logs. Synchronous and durable; fails with `overloaded`, and
/// then it is unknown whether it has happened. Any thread.
class ChainStore {
  public:
    virtual ~ChainStore() = default;

    /// Returns where a chain ends; nullopt: nothing is known of it.
    virtual base::Result<std::optional<Link>> end(std::string_view chain) = 0;
    /// Anchors that a chain begins after `start`, unless it is known.
    virtual base::Result<void> begin(std::string_view chain, const Link& start) = 0;
    /// Appends batches that follow each other. False: they do not follow the chain's end, and nothing was done.
    virtual base::Result<bool> append(std::string_view chain, std::span<const Batch> batches) = 0;
    /// Anchors the chain's end, unless that is done. Returns the chain's newest anchor; nullopt: nothing is known of
    /// it.
    virtual base::Result<std::optional<Anchor>> anchor(std::string_view chain) = 0;
    /// Deletes batches, at most about `max_batches`, that an anchor from before `before` covers, each after an anchor
    /// that says so. Returns how many.
    virtual base::Result<std::size_t> prune(base::UnixTime before, std::size_t max_batches) = 0;

    /// Runs `work` on what there is at one moment; maybe more than once, so it only changes what it returns.
    virtual base::Result<void> view(const std::function<void(ChainView&)>& work) = 0;
};

}  // namespace burner::audit
