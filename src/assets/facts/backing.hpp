#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/blocked.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/programs/positions.hpp"
#include "solana/rpc.hpp"

// Tokens that stand for liquidity in a pool: burning them gives that away.
namespace burner::assets {

/// What stands behind a token, from the least reason to keep it to the best.
enum class Backing : std::uint8_t {
    none,
    liquidity,  ///< it is a share of a pool
    unknown,    ///< the account that would tell could not be read
    position,   ///< whoever holds it owns a position in a pool
};

/// What stands behind each mint; those with `Backing::none` are left out.
using Backings = std::unordered_map<solana::Pubkey, Backing>;
Backing backing_of(const Backings& all, const solana::Pubkey& mint);

/// Returns why a token must not be burned because of what stands behind it, or nullopt.
std::optional<BlockedCode> why_keep(Backing backing);

/// A mint of which the wallet holds a balance.
struct BackingRequest {
    solana::Pubkey mint;
    std::optional<solana::Pubkey> authority;  ///< over the mint
    std::optional<solana::Pubkey> edition;    ///< where an edition would be; nullopt: it has decimals, and is no NFT
    bool is_one_held = false;                 ///< in one account, as positions are
};

/// Reads the first bytes, as many as solana::pool_head, of at most 100 accounts, as solana::Rpc::get_account_heads
/// does.
using ReadHeads =
    std::function<base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>>(
        std::vector<solana::Pubkey>)>;

struct BackingsRead {
    Backings backings;
    std::optional<solana::Slot> slot;    ///< the oldest read; nullopt where there was no need to read
    std::optional<std::string> failure;  ///< why some are unknown
};

/// Looks up positions of the NFTs among the mints and the pools whose shares they are. An NFT whose edition has the
/// authority over its mint can be a position only of programs that may give it away.
base::Task<BackingsRead> read_backings(ReadHeads read, std::vector<solana::PositionProgram> programs,
                                       std::vector<BackingRequest> requests);

}  // namespace burner::assets
