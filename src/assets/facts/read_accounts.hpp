#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// Accounts in the order of their keys; nullopt where there is no account.
using Accounts = std::vector<std::optional<solana::Account>>;
using AccountsRead = base::Result<solana::AtSlot<Accounts>>;

/// Reads any number of accounts as solana::Rpc::get_accounts does.
using ReadAccounts = std::function<base::Task<AccountsRead>(std::vector<solana::Pubkey>)>;

/// Returns a reader that gives what was read ahead, each account once, and reads the others. Accounts whose addresses
/// can be foreseen are read ahead, so that nobody waits for them later. Where reading ahead failed, so does this reader
/// for those keys. Its slot is the oldest of its own reads, or the highest possible where it made none.
ReadAccounts with_read_ahead(ReadAccounts read, std::vector<solana::Pubkey> keys, AccountsRead ahead);

}  // namespace burner::assets
