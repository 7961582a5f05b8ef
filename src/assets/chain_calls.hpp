#pragma once

#include "assets/chain_scan.hpp"
#include "assets/token_accounts.hpp"

// What a scan asks the chain. Each call waits for its turn, and fails when nobody reads any more.
namespace burner::assets {

using Accounts = std::vector<std::optional<solana::Account>>;

/// At most 100 keys, one call.
base::Task<base::Result<solana::AtSlot<Accounts>>> read_accounts(std::shared_ptr<ChainScan> scan,
                                                                 std::vector<solana::Pubkey> keys);
/// Any number, in as many calls as they need, each in its turn; the oldest slot.
base::Task<base::Result<solana::AtSlot<Accounts>>> read_many(std::shared_ptr<ChainScan> scan,
                                                             std::vector<solana::Pubkey> keys);
/// Shows `accounts`, which must live until the end, all accounts of `program`.
base::Task<base::Result<solana::Slot>> read_list(std::shared_ptr<ChainScan> scan, TokenAccounts& accounts,
                                                 solana::Pubkey program);

}  // namespace burner::assets
