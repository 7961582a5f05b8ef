#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "assets/decide/decision.hpp"
#include "assets/price_source.hpp"
#include "assets/search/batches.hpp"
#include "assets/search/chain_reads.hpp"
#include "base/condition.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

struct TokenProgram {
    solana::Pubkey id;
    std::string_view name;
};

inline constexpr std::array<TokenProgram, 2> token_programs = {TokenProgram{solana::ids::token, "spl-token"},
                                                               TokenProgram{solana::ids::token_2022, "token-2022"}};

/// What a source reads with.
struct ScanReads {
    solana::Rpc& rpc;
    PriceSource& prices;
    ChainReads reads;
    std::vector<solana::PositionProgram> positions = solana::known_position_programs();
};

/// The lookup of one wallet by a source: its coroutines run at once, on `executor`, and share a scan.
struct ChainScan : ScanReads {
    ChainScan(ScanReads with, const solana::Pubkey& wallet, std::shared_ptr<Batches> out,
              const base::Executor& executor)
        : ScanReads(std::move(with)), wallet(wallet), out(std::move(out)), owner_known(executor) {}

    solana::Pubkey wallet;
    std::shared_ptr<Batches> out;

    /// Wakes whoever waits for `owner`: only the wallet's own account says whether it is a multisig, which every
    /// decision depends on.
    base::Condition owner_known;
    std::optional<Owner> owner;
    std::optional<solana::Rent> rent;  ///< known with it
    Found owner_read;                  ///< slot and purse, or warning
};

}  // namespace burner::assets
