#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "assets/decide/decision.hpp"
#include "assets/indexers/asset_indexer.hpp"
#include "assets/price_source.hpp"
#include "assets/search/batches.hpp"
#include "assets/search/chain_reads.hpp"
#include "base/wake.hpp"
#include "solana/programs/ids.hpp"

// How ChainSource looks up one wallet: coroutines that run at once and share a ChainScan.
namespace burner::assets {

struct TokenProgram {
    solana::Pubkey id;
    std::string_view name;
};

inline constexpr std::array<TokenProgram, 2> token_programs = {TokenProgram{solana::ids::token, "spl-token"},
                                                               TokenProgram{solana::ids::token_2022, "token-2022"}};

struct ChainScan {
    solana::Rpc& rpc;
    PriceSource& prices;
    ChainReads reads;
    solana::Pubkey wallet;
    std::shared_ptr<Batches> out;
    std::vector<solana::PositionProgram> positions = solana::known_position_programs();

    /// Wakes whoever waits for `owner`: only the wallet's own account says whether it is a multisig, which every
    /// decision depends on.
    base::Wake owner_known;
    std::optional<Owner> owner;
    std::optional<solana::Rent> rent;  ///< known with it
    Found owner_read;                  ///< slot or warning
};

/// Each gives false once nobody reads any more.
base::Task<bool> read_owner(std::shared_ptr<ChainScan> scan);
/// Waits until somebody has read the owner.
base::Task<void> wait_for_owner(std::shared_ptr<ChainScan> scan);
/// Says of what was found that it rests on the owner, who has been read.
void add_owner_read(const ChainScan& scan, Found& about);
/// First the accounts that need no mint, then the others as their mints arrive; prints last, when it is known which
/// masters the wallet itself holds, and an indexer was asked for the others.
base::Task<bool> list_accounts(std::shared_ptr<ChainScan> scan, AssetIndexer& indexer, TokenProgram program);

}  // namespace burner::assets
