#pragma once

#include "assets/search/chain_scan.hpp"
#include "assets/search/packed_holdings.hpp"

// What a scan asks the chain. Each call waits for its turn in the line of what it reads, and fails when nobody reads
// any more.
namespace burner::assets {

using Accounts = std::vector<std::optional<solana::Account>>;

/// A turn is held for one call, which the upstream's deadline ends, and nothing else is waited for meanwhile: whatever
/// readers do, the line moves on. Fails when it takes too long, and when nobody reads any more.
base::Task<base::Result<base::Places::Place>> take_turn(std::shared_ptr<ChainScan> scan, base::Places places);

/// At most 100 keys, one call.
base::Task<base::Result<solana::AtSlot<Accounts>>> read_accounts(std::shared_ptr<ChainScan> scan, base::Places places,
                                                                 std::vector<solana::Pubkey> keys);
/// At most 100 keys, one call, in the line of the mints.
base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> read_heads(
    std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys, std::size_t length);
/// For what is read for mints: any number, in as many calls as they need, each in its turn; the oldest slot.
ReadAccounts reader_of(std::shared_ptr<ChainScan> scan);
/// Reads at most 100 accounts, each as far as it tells a pool.
ReadHeads head_reader_of(std::shared_ptr<ChainScan> scan);

/// The accounts of one program; a failure is a warning in `about`, which then has no slot.
struct Listed {
    Found about;
    PackedHoldings ready;  ///< need no mint
    std::vector<PackedHoldings> slices;
};
base::Task<Listed> read_list(std::shared_ptr<ChainScan> scan, TokenProgram program);

}  // namespace burner::assets
