#include "transactions/describe.hpp"

#include <gtest/gtest.h>

#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {
namespace {

solana::Pubkey key(std::uint8_t fill) {
    solana::Pubkey key;
    key.bytes.fill(fill);
    return key;
}

std::string text(std::uint8_t fill) {
    return to_base58(key(fill));
}

using Fields = decltype(DescribedInstruction::fields);

TEST(Describe, SaysWhatIsBurnedAndWhoIsPaid) {
    solana::token_metadata::Burn nft;
    nft.owner = key(1);
    nft.mint = key(2);
    nft.token_account = key(3);
    nft.token_program = solana::ids::token;
    const auto of_nft = describe(solana::token_metadata::burn(nft));
    EXPECT_EQ(of_nft.program, to_base58(solana::ids::token_metadata));
    EXPECT_EQ(of_nft.kind, "burn_v1");
    EXPECT_EQ(of_nft.fields, (Fields{{"account", text(3)}, {"mint", text(2)}, {"destination", text(1)}}));

    const auto of_core = describe(solana::core::burn(key(2), {}, key(1), {}));
    EXPECT_EQ(of_core.program, to_base58(solana::ids::core));
    EXPECT_EQ(of_core.kind, "burn_v1");
    EXPECT_EQ(of_core.text, "Burn the Core asset " + text(2) + " and send its lamports to " + text(1));
    EXPECT_EQ(of_core.fields, (Fields{{"asset", text(2)}, {"destination", text(1)}}));
}

TEST(Describe, NamesTheCompressedNft) {
    solana::bubblegum::Leaf leaf;
    leaf.tree = key(7);
    leaf.nonce = 42;
    const std::string asset = to_base58(solana::bubblegum::asset_address(key(7), 42));
    EXPECT_EQ(describe(solana::bubblegum::burn(leaf, {})).kind, "burn");
    leaf.version = solana::BubblegumVersion::v2;
    const auto described = describe(solana::bubblegum::burn(leaf, {}));
    EXPECT_EQ(described.kind, "burn_v2");
    EXPECT_EQ(described.fields, (Fields{{"asset", asset}, {"tree", text(7)}}));
}

TEST(Describe, NamesAWithdrawalOfExcess) {
    const auto described =
        describe(solana::token::withdraw_excess_lamports(solana::ids::token, key(3), key(1), key(1)));
    EXPECT_EQ(described.kind, "withdraw_excess_lamports");
    EXPECT_EQ(described.fields, (Fields{{"account", text(3)}, {"destination", text(1)}}));
}

TEST(Describe, DoesNotGuess) {
    auto burn = solana::core::burn(key(2), {}, key(1), {});
    burn.data[0] = 13;
    EXPECT_EQ(describe(burn).kind, "unknown");
}

}  // namespace
}  // namespace burner::transactions
