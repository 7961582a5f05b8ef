#pragma once

#include "assets/decide/holding.hpp"

// NFTs of Token Metadata. Each function is for a mint that may be an NFT and whose metadata was read.
namespace burner::assets {

bool is_nft(const Facts& facts);
Decision decide_nft(const Owner& owner, const solana::TokenAccount& account, const Facts& facts);
/// Adds what only an NFT shows: its collection, and whether its record is locked.
void add_nft_fields(Item& item, const Facts& facts);

}  // namespace burner::assets
