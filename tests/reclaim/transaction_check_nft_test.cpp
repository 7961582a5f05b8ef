// What a client that trusts nobody lets an NFT's burn look like.

#include <functional>

#include <gtest/gtest.h>

#include "reclaim/reclaim_fixture.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::test {
namespace {

namespace tm = solana::token_metadata;
using solana::Instruction;
using solana::TokenStandard;

burnandclaim::WalletItem nft_item() {
    auto item = token_item();
    item.type = "nft";
    item.token_program = solana::to_base58(solana::ids::token);
    item.decimals.reset();
    item.balance.reset();
    return item;
}

tm::Burn honest_burn(TokenStandard standard = TokenStandard::non_fungible) {
    return {.owner = wallet_key,
            .mint = token_mint,
            .token_account = token_account,
            .token_program = solana::ids::token,
            .standard = standard,
            .verified_collection = key_of(50),
            .master = {}};
}

TEST(NftCheck, PassesBurnsOfEveryStandard) {
    EXPECT_EQ(refusal({tm::burn(honest_burn())}, nft_item()), std::nullopt);
    EXPECT_EQ(refusal({tm::burn(honest_burn(TokenStandard::programmable_non_fungible))}, nft_item()), std::nullopt);
    auto print = honest_burn(TokenStandard::non_fungible_edition);
    print.master = {key_of(60), key_of(61), 7};
    EXPECT_EQ(refusal({tm::burn(print)}, nft_item()), std::nullopt);
}

TEST(NftCheck, PassesABurnByTheTokenProgram) {
    const auto program = solana::ids::token;
    EXPECT_EQ(refusal({solana::token::burn_checked(program, token_account, token_mint, wallet_key, 1, 0),
                       solana::token::close_account(program, token_account, wallet_key, wallet_key)},
                      nft_item()),
              std::nullopt);
}

TEST(NftCheck, RefusesWhatIsNotTheReviewedBurn) {
    const std::pair<const char*, std::function<void(std::vector<Instruction>&)>> lies[] = {
        {"nothing", [](auto& all) { all.clear(); }},
        {"twice", [](auto& all) { all.push_back(all.front()); }},
        {"another account", [](auto& all) { all.front().accounts[5].key = key_of(70); }},
        {"another mint", [](auto& all) { all.front().accounts[4].key = key_of(70); }},
        {"another owner", [](auto& all) { all.front().accounts[0].key = key_of(70); }},
        {"another metadata", [](auto& all) { all.front().accounts[2].key = key_of(70); }},
        {"another edition", [](auto& all) { all.front().accounts[3].key = key_of(70); }},
        {"another record", [](auto& all) { all.front().accounts[10].key = key_of(70); }},
        {"another token program", [](auto& all) { all.front().accounts[13].key = solana::ids::token_2022; }},
        {"another amount", [](auto& all) { all.front().data[2] = 2; }},
        {"another instruction", [](auto& all) { all.front().data[0] = 42; }},
        {"a close beside it",
         [](auto& all) {
             all.insert(all.begin(),
                        solana::token::close_account(solana::ids::token, token_account, wallet_key, wallet_key));
         }},
    };
    for (const auto& [name, tell] : lies) {
        SCOPED_TRACE(name);
        std::vector<Instruction> instructions{tm::burn(honest_burn())};
        tell(instructions);
        const auto reason = refusal(std::move(instructions), nft_item());
        ASSERT_TRUE(reason);
        EXPECT_FALSE(reason->empty());
    }
}

TEST(NftCheck, RefusesToBurnATokenAsAnNft) {
    auto token = token_item();
    token.token_program = solana::to_base58(solana::ids::token);
    EXPECT_TRUE(refusal({tm::burn(honest_burn())}, token));
}

}  // namespace
}  // namespace burner::test
