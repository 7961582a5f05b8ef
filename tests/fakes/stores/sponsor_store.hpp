#pragma once

#include <algorithm>
#include <mutex>
#include <tuple>

#include "transactions/sponsor/sponsor_store.hpp"

namespace burner::storage {

/// A store that keeps sponsors in memory, for tests. Any thread.
class MemorySponsorStore final : public transactions::SponsorStore {
  public:
    base::Result<void> add(const transactions::SealedSponsor& sponsor) override {
        const std::lock_guard lock(mutex_);
        sponsors_.push_back(sponsor);
        std::ranges::sort(sponsors_, {}, [](const auto& one) { return std::tuple{one.created_at, one.address}; });
        return {};
    }
    base::Result<std::optional<transactions::SealedSponsor>> find(const solana::Pubkey& address) override {
        const std::lock_guard lock(mutex_);
        const auto found = std::ranges::find(sponsors_, address, &transactions::SealedSponsor::address);
        return found == sponsors_.end() ? std::nullopt : std::optional{*found};
    }
    base::Result<std::vector<transactions::SealedSponsor>> all() override {
        const std::lock_guard lock(mutex_);
        return sponsors_;
    }
    base::Result<void> reseal(const solana::Pubkey& address, base::ByteView sealed) override {
        const std::lock_guard lock(mutex_);
        for (auto& sponsor : sponsors_) {
            if (sponsor.address == address) sponsor.sealed.assign(sealed.begin(), sealed.end());
        }
        return {};
    }

  private:
    std::mutex mutex_;
    std::vector<transactions::SealedSponsor> sponsors_;
};

}  // namespace burner::storage
