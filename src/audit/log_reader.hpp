#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "audit/chain_store.hpp"
#include "audit/stored_event.hpp"
#include "base/result.hpp"

namespace burner::audit {

/// Takes an event of the log; false: no more are wanted.
using TakeEvent = std::function<bool(const StoredEvent&)>;

/// What a check of the whole log found.
struct LogCheck {
    std::uint64_t events = 0;           ///< that hold
    std::string head;                   ///< of one log the last hash, of many the root of their anchors
    std::vector<std::string> problems;  ///< a sentence each; empty: all holds
};

/// Reads the audit log that others write meanwhile. Synchronous: storage threads. Fails with `overloaded`.
class LogReader {
  public:
    virtual ~LogReader() = default;

    /// Hands over the events, the newest first, until no more are wanted. False: it has read `max_bytes`, and there may
    /// be more.
    virtual base::Result<bool> newest(std::uint64_t max_bytes, const TakeEvent& take) = 0;
    virtual base::Result<LogCheck> check() = 0;
};

/// Reads the log of the only node there is, from its files.
class FileLogReader final : public LogReader {
  public:
    explicit FileLogReader(std::filesystem::path directory) : directory_(std::move(directory)) {}

    base::Result<bool> newest(std::uint64_t max_bytes, const TakeEvent& take) override;
    base::Result<LogCheck> check() override;

  private:
    const std::filesystem::path directory_;
};

/// Reads what all nodes have shipped to their database, in the order of time.
class ShippedLogReader final : public LogReader {
  public:
    /// The store outlives it.
    explicit ShippedLogReader(ChainStore& store) : store_(store) {}

    base::Result<bool> newest(std::uint64_t max_bytes, const TakeEvent& take) override;
    base::Result<LogCheck> check() override;

  private:
    ChainStore& store_;
};

}  // namespace burner::audit
