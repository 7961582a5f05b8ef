#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/reclaim.hpp>

namespace burnandclaim {

/// What is known of some items that share a transaction.
struct LedgerEntry {
    std::string_view outcome;
    std::optional<std::string> signature{};
    std::optional<SubmitError> error{};
};

/// What became of each item so far, and the sums over what landed.
class Ledger {
  public:
    /// Throws std::invalid_argument when an address comes twice.
    explicit Ledger(const std::vector<ReclaimItem>& requested);

    /// Returns what to build for some items.
    std::vector<ItemSelection> build_items(const std::vector<Selection>& items) const;
    void record(const std::vector<Selection>& items, const LedgerEntry& entry);
    void record_landed(const BuiltTransaction& built, const Submission& submission);
    ReclaimReport report() const;

  private:
    bool is_share_known(const BuiltTransaction& built) const;

    std::vector<ReclaimItem> requested_;
    std::vector<ReclaimedItem> items_;  ///< beside `requested_`
    std::unordered_map<std::string, std::size_t> index_;
    std::map<std::string, BuiltTransaction> landed_;  ///< by signature
};

}  // namespace burnandclaim
