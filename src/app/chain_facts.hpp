#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/task.hpp"
#include "solana/accounts/rent.hpp"
#include "upstreams/rpc/solana_rpc.hpp"

namespace burner::app {

/// What an RPC says of itself and of its cluster.
struct ChainFacts {
    std::string version;                 ///< of the node's software
    std::string genesis;                 ///< base58
    solana::Slot slot = 0;               ///< the newest confirmed one
    std::optional<base::UnixTime> time;  ///< by the cluster's validators, at that slot
    std::optional<solana::Rent> rent;
    bool takes_v1 = false;  ///< transactions of version 1
};

/// Reads them in a few small calls; `upstream_unavailable` where one is not answered. The log says why.
base::Task<base::Result<ChainFacts>> read_chain_facts(upstreams::SolanaRpc& rpc);

/// Returns what people call the cluster with this genesis hash: mainnet-beta, devnet or testnet, and otherwise
/// `a cluster of its own`.
std::string_view cluster_name(std::string_view genesis);

}  // namespace burner::app
