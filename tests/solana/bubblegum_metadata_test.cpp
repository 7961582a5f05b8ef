#include "solana/programs/bubblegum_metadata.hpp"

#include <gtest/gtest.h>

#include "solana/vectors.hpp"

namespace burner::solana::bubblegum {
namespace {

// The hashes are those of @metaplex-foundation/mpl-bubblegum.
TEST(BubblegumMetadata, IsHashedAsTheProgramDoes) {
    Metadata metadata{.name = "Ticket #1", .symbol = "TK", .uri = "https://example.com/1.json", .seller_fee = 500};
    EXPECT_EQ(to_hex(data_hash(metadata)), "a741f13629ee970cb82b6eaab7dae0e824d75b611e0793919dfd0bd26875f1b5");
    metadata.primary_sale_happened = metadata.is_mutable = true;
    metadata.edition_nonce = 7;
    metadata.standard = TokenStandard::non_fungible;
    metadata.collection = TokenMetadata::Collection{pubkey("34zfyCiaDtz7vV6X4Cs1ndwLf7LapsXLaXNuoZy2a9pH"), true};
    metadata.creators = {{pubkey("Vote111111111111111111111111111111111111111"), true, 60},
                         {pubkey("7Wm7BQp7RyzAzSp95wwNq9ZywjFgEVNgg19RKzVPVDXF"), false, 40}};
    EXPECT_EQ(to_hex(data_hash(metadata)), "64cf7fc1030e55046e08c3a27ad689eefa740b3f4d40374c5b388620a4380d3d");
}

}  // namespace
}  // namespace burner::solana::bubblegum
