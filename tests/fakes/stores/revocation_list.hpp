#pragma once

#include <map>
#include <mutex>

#include "access/revocation.hpp"

namespace burner::storage {

/// A list that keeps revocations in memory, for tests. Any thread.
class MemoryRevocationList final : public access::RevocationList {
  public:
    base::Result<void> add(const access::Revocation& revocation) override;
    base::Result<access::RevocationPage> load_after(std::uint64_t sequence) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    std::mutex mutex_;
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, access::Revocation> revocations_;
};

}  // namespace burner::storage
