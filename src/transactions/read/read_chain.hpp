#pragma once

#include <optional>

#include "transactions/build_request.hpp"
#include "transactions/read/chain_state.hpp"
#include "transactions/read/compressed_state.hpp"
#include "transactions/read/sources.hpp"

namespace burner::transactions {

/// All that a build rests on, read for this call.
struct Chain {
    SelectionsByPlace selections;
    ChainState state;            ///< for `selections.accounts`
    CompressedState compressed;  ///< for `selections.compressed`
    std::optional<solana::Account> donation_wallet;
    std::optional<solana::Account> payer;  ///< of the network's fee: the wallet's or another
    bool has_v1 = false;                   ///< the request asks for version 1, and the cluster takes it
};

/// Reads the chain and the indexers in as few rounds as can be: first what the request itself names, then, for all
/// kinds of items at once, what those accounts name. Closes, and burns of tokens whose mints are named, take one round,
/// or two where a program has the authority over the mint and may be a pool; NFTs and Core assets two, compressed items
/// three with their proofs. Prints, which name no master, take more. Fails where the chain cannot be read.
base::Task<base::Result<Chain>> read_chain(Sources sources, BuildRequest request);

}  // namespace burner::transactions
