#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "audit/chain_store.hpp"
#include "fakes/fake_clock.hpp"

namespace burner::storage {

/// Chains and anchors in memory, for tests, which may change what is there. Any thread.
class MemoryChainStore final : public audit::ChainStore {
  public:
    base::Result<std::optional<audit::Link>> end(std::string_view chain) override;
    base::Result<void> begin(std::string_view chain, const audit::Link& start) override;
    base::Result<bool> append(std::string_view chain, std::span<const audit::Batch> batches) override;
    base::Result<std::optional<audit::Anchor>> anchor(std::string_view chain) override;
    base::Result<std::size_t> prune(base::UnixTime before, std::size_t max_batches) override;
    base::Result<void> view(const std::function<void(audit::ChainView&)>& work) override;

    std::map<std::string, std::vector<audit::Batch>, std::less<>> batches;
    std::vector<audit::Anchor> anchors;
    fakes::FakeClock clock;
    std::atomic<bool> is_away = false;         ///< every call fails
    std::atomic<bool> forgets_to_say = false;  ///< `append` does its work, and fails

  private:
    std::optional<audit::Link> end_of(std::string_view chain) const;
    std::optional<audit::Anchor> newest_anchor(std::string_view chain) const;
    audit::Anchor add_anchor(audit::AnchorKind kind, std::string_view chain, const audit::Link& link);

    std::mutex mutex_;
};

}  // namespace burner::storage
