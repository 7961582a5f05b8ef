#pragma once

#include <span>
#include <vector>

#include "assets/decide/decision.hpp"
#include "assets/hash.hpp"
#include "assets/protection.hpp"
#include "transactions/group.hpp"
#include "transactions/pack/frame.hpp"
#include "transactions/read/compressed_state.hpp"

namespace burner::transactions {

/// Compressed tokens that one instruction spends, and that are burned together or not at all.
struct CompressedBatch {
    std::vector<Selection> selections;       ///< one for each token
    solana::light_token::Spending spending;  ///< without a proof, and without the tokens' roots
    std::uint8_t decimals = 0;               ///< of the mint
    base::Lamports fee;                      ///< that the protocol takes
    bool opens_account = false;              ///< the token account that they go through has to be made first

    std::vector<assets::Hash> hashes() const;  ///< of the tokens, in their order
};

/// Burns through the pools where the tokens are of the first version; through the wallet's associated token account
/// otherwise, which is closed again where it had to be opened.
std::vector<solana::Instruction> burn_instructions(const CompressedBatch& batch);

/// The compressed tokens to divide into batches, with what the batches leave room for and must not touch.
struct CompressedRequest {
    assets::Owner owner;
    std::vector<Selection> selections;  ///< of compressed tokens
    std::vector<Selection> others;      ///< of accounts
    Frame frame;                        ///< of every transaction
    assets::Protection protection{};
};

struct CompressedBatches {
    std::vector<CompressedBatch> batches;
    std::vector<Rejection> rejected;
};

/// Decides about every selection and puts as many tokens into each batch as a proof covers and a transaction holds.
/// Touches nothing but its arguments.
CompressedBatches divide(const CompressedRequest& request, CompressedState state);

}  // namespace burner::transactions
