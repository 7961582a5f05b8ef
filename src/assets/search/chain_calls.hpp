#pragma once

#include <expected>

#include "assets/facts/read_accounts.hpp"
#include "assets/search/chain_scan.hpp"
#include "assets/search/packed_holdings.hpp"

// The calls that a scan makes to the chain. Each waits for its turn in the line of what it reads, and is not made when
// nobody reads any more.
namespace burner::assets {

/// The reason why a call was not made.
enum class NoTurn : std::uint8_t {
    line_is_full,  ///< no place became free within `ChainReads::patience`
    reader_left,   ///< nobody takes what is found now
};
/// Returns what a warning says of it; the text is empty where nobody is left to be told.
base::Error to_error(NoTurn reason);

/// Waits for a turn. It is held for one call, which the upstream's deadline ends, and never while anything else is
/// waited for: whatever readers do, the line moves on.
base::Task<std::expected<base::Semaphore::Permit, NoTurn>> take_turn(std::shared_ptr<ChainScan> scan,
                                                                     base::Semaphore semaphore);

/// Reads at most 100 keys in one call.
base::Task<AccountsRead> read_accounts(std::shared_ptr<ChainScan> scan, base::Semaphore semaphore,
                                       std::vector<solana::Pubkey> keys);
/// Reads any number of keys in the line of the mints, in as many calls as they need, each in its turn. The slot is the
/// oldest, or the highest possible without keys.
base::Task<AccountsRead> read_many(std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys);
/// Reads at most 100 keys in one call, in the line of the mints.
base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> read_heads(
    std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys, std::size_t length);
/// Returns a reader that calls `read_many`.
ReadAccounts reader_of(std::shared_ptr<ChainScan> scan);
/// Returns a reader of at most 100 accounts, each as far as it tells a pool.
ReadHeads head_reader_of(std::shared_ptr<ChainScan> scan);

/// The accounts of one program; a failure is a warning in `about`, which then has no slot.
struct Listed {
    Found about;
    PackedHoldings ready;  ///< need no mint
    std::vector<PackedHoldings> slices;
};
base::Task<Listed> read_list(std::shared_ptr<ChainScan> scan, TokenProgram program);

}  // namespace burner::assets
