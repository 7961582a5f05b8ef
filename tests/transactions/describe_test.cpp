#include "transactions/build/describe.hpp"

#include <gtest/gtest.h>

#include "solana/programs/associated_token.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {
namespace {

solana::Pubkey key_of(std::uint8_t fill) {
    solana::Pubkey key;
    key.bytes.fill(fill);
    return key;
}

std::string text(std::uint8_t fill) {
    return to_base58(key_of(fill));
}

using Fields = decltype(DescribedInstruction::fields);

TEST(Describe, SaysWhatIsBurnedAndWhoIsPaid) {
    solana::token_metadata::Burn nft;
    nft.owner = key_of(1);
    nft.mint = key_of(2);
    nft.token_account = key_of(3);
    nft.token_program = solana::ids::token;
    const auto of_nft = describe(solana::token_metadata::burn(nft));
    EXPECT_EQ(of_nft.program, to_base58(solana::ids::token_metadata));
    EXPECT_EQ(of_nft.kind, "burn_v1");
    EXPECT_EQ(of_nft.fields, (Fields{{"account", text(3)}, {"mint", text(2)}, {"destination", text(1)}}));

    const auto of_core = describe(solana::core::burn(key_of(2), {}, key_of(1), {}));
    EXPECT_EQ(of_core.program, to_base58(solana::ids::core));
    EXPECT_EQ(of_core.kind, "burn_v1");
    EXPECT_EQ(of_core.text, "Burn the Core asset " + text(2) + " and send its lamports to " + text(1));
    EXPECT_EQ(of_core.fields, (Fields{{"asset", text(2)}, {"destination", text(1)}}));
}

TEST(Describe, NamesTheCompressedNft) {
    solana::bubblegum::Leaf leaf;
    leaf.tree = key_of(7);
    leaf.nonce = 42;
    const std::string asset = to_base58(solana::bubblegum::asset_address(key_of(7), 42));
    EXPECT_EQ(describe(solana::bubblegum::burn(leaf, {})).kind, "burn");
    leaf.version = solana::BubblegumVersion::v2;
    const auto described = describe(solana::bubblegum::burn(leaf, {}));
    EXPECT_EQ(described.kind, "burn_v2");
    EXPECT_EQ(described.fields, (Fields{{"asset", asset}, {"tree", text(7)}}));
}

TEST(Describe, NamesAWithdrawalOfExcess) {
    const auto described =
        describe(solana::token::withdraw_excess_lamports(solana::ids::token, key_of(3), key_of(1), key_of(1)));
    EXPECT_EQ(described.kind, "withdraw_excess_lamports");
    EXPECT_EQ(described.fields, (Fields{{"account", text(3)}, {"destination", text(1)}}));
}

solana::light_token::Spending spending_of(std::vector<std::uint64_t> amounts) {
    solana::light_token::Spending spending{key_of(1), solana::ids::token, {}, {}, {}};
    std::uint64_t total = 0;
    for (const std::uint64_t amount : amounts) {
        solana::light_token::CompressedToken token{key_of(3), key_of(1), amount};
        token.tree = key_of(4);
        token.queue = key_of(5);
        spending.tokens.push_back(token);
        total += amount;
    }
    spending.withdrawals = {{{key_of(6), 0, 255}, total}};
    return spending;
}

TEST(Describe, AddsUpCompressedTokens) {
    const auto burn = describe(solana::light_token::burn(spending_of({5, 7})));
    EXPECT_EQ(burn.program, to_base58(solana::ids::light_token));
    EXPECT_EQ(burn.kind, "burn");
    EXPECT_EQ(burn.text, "Burn 12 (raw amount) of " + text(3) + " in 2 compressed accounts");
    EXPECT_EQ(burn.fields, (Fields{{"mint", text(3)}, {"amount", "12"}}));

    const auto move = describe(solana::light_token::decompress(spending_of({9}), key_of(8), 6));
    EXPECT_EQ(move.kind, "decompress");
    EXPECT_EQ(move.text, "Move 9 (raw amount) of " + text(3) + " in 1 compressed account to " + text(8));
    EXPECT_EQ(move.fields, (Fields{{"account", text(8)}, {"mint", text(3)}, {"amount", "9"}}));
}

TEST(Describe, NamesANewTokenAccount) {
    const auto described =
        describe(solana::create_associated_token_account(key_of(1), key_of(2), solana::ids::token, key_of(3)));
    const std::string account = to_base58(solana::associated_token_address(key_of(2), solana::ids::token, key_of(3)));
    EXPECT_EQ(described.kind, "create_idempotent");
    EXPECT_EQ(described.fields, (Fields{{"account", account}, {"mint", text(3)}}));
}

TEST(Describe, DoesNotGuess) {
    auto burn = solana::core::burn(key_of(2), {}, key_of(1), {});
    burn.data[0] = 13;
    EXPECT_EQ(describe(burn).kind, "unknown");
}

}  // namespace
}  // namespace burner::transactions
