#pragma once

#include "access/used_challenges.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// A row for each challenge that was used. Owned by app; the Database outlives it.
class UsedChallenges final : public access::UsedChallenges {
  public:
    explicit UsedChallenges(Database& database) : database_(database) {}

    base::Result<bool> use(const access::ChallengeNonce& nonce, base::UnixTime forget_at) override;
    base::Result<void> prune(base::UnixTime now) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
