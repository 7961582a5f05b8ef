#pragma once

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "assets/facts/mint_metadata.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// The accounts that one build rests on. Each is read once: what was read ahead, in one call with others, costs whoever
/// needs it later no call of its own. One thread.
class AccountSnapshot : public std::enable_shared_from_this<AccountSnapshot> {
  public:
    using Accounts = solana::AtSlot<std::vector<std::optional<solana::Account>>>;

    /// Makes an empty snapshot. `rpc` outlives all that is asked of the snapshot.
    static std::shared_ptr<AccountSnapshot> of(solana::Rpc& rpc);

    /// Gives accounts as solana::Rpc::get_accounts does, at the oldest slot of all that were read, and reads those that
    /// are not here yet. Fails where those cannot be read.
    base::Task<base::Result<Accounts>> get(std::vector<solana::Pubkey> keys);
    /// Returns `get` as a function, which keeps the snapshot alive.
    assets::ReadAccounts reader();

  private:
    explicit AccountSnapshot(solana::Rpc& rpc) : rpc_(rpc) {}
    static base::Task<base::Result<Accounts>> get_from(std::shared_ptr<AccountSnapshot> snapshot,
                                                       std::vector<solana::Pubkey> keys);
    std::vector<solana::Pubkey> missing(const std::vector<solana::Pubkey>& keys) const;

    solana::Rpc& rpc_;
    std::unordered_map<solana::Pubkey, std::optional<solana::Account>> accounts_;
    std::optional<solana::Slot> slot_;
};

}  // namespace burner::transactions
