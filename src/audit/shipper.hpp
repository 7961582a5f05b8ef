#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/batch_reader.hpp"
#include "audit/chain_file.hpp"
#include "audit/chain_store.hpp"

namespace burner::audit {

/// Brings what the files of a log hold into the database, batch by batch and in order. Where to go on it asks the
/// database, and looks for that place in the files; so it may be a new one each time, two may work on one log, and the
/// database may go back. Where the files do not go on what was shipped (an old copy of the directory, a file that was
/// changed), they go on as another chain, and `take_notice` tells of it. One thread; it blocks.
class Shipper {
  public:
    /// Begins a chain where the directory has none: what is written from now on is shipped. `name` is for people, and
    /// so stands in the chain's id. The store outlives it. Throws std::runtime_error, with a sentence for the operator,
    /// where the chain's file cannot be read or written.
    Shipper(std::filesystem::path directory, std::string name, ChainStore& store);

    using Outcome = std::expected<void, std::string>;

    /// Ships all that the files hold. An error is a sentence for the operator: something is not shipped yet.
    Outcome ship();
    /// Anchors what was shipped, where it is more than the last time.
    Outcome anchor();

    const std::string& chain() const { return chain_.id; }
    /// Returns up to where the log is in the database, as far as this object knows.
    const Link& shipped() const { return shipped_; }
    /// Returns the newest anchor of the chain.
    const std::optional<Anchor>& newest_anchor() const { return anchor_; }
    /// Returns how much is not shipped; nullopt as long as that is not known.
    std::optional<std::uint64_t> bytes_left() const;
    /// Returns what an `audit.forked` event is to say, once.
    std::optional<std::string> take_notice() { return std::exchange(notice_, std::nullopt); }

  private:
    Outcome place();
    Outcome fork(const Link& end);
    std::expected<std::size_t, std::string> ship_some();

    const std::filesystem::path directory_;
    const std::string name_;
    ChainStore& store_;
    BatchReader reader_;
    Chain chain_;
    bool is_placed_ = false;  ///< the reader stands behind what was shipped
    Link shipped_;
    std::vector<Batch> waiting_;  ///< read, and not shipped yet
    std::optional<Anchor> anchor_;
    std::optional<std::string> notice_;
};

}  // namespace burner::audit
