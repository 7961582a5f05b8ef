// What a client that trusts nobody lets a Core asset's burn look like.

#include <functional>

#include <gtest/gtest.h>

#include "reclaim/reclaim_fixture.hpp"
#include "solana/programs/core.hpp"

namespace burner::test {
namespace {

using solana::Instruction;

const solana::Pubkey asset = key_of(40);

burnandclaim::WalletItem core_item() {
    burnandclaim::WalletItem item;
    item.type = "nft";
    item.address = solana::to_base58(asset);
    item.name = "A";
    item.actions = {"burn"};
    item.reclaimable_lamports = fee_rent;
    return item;
}

Instruction honest_burn(std::optional<solana::Pubkey> collection = {},
                        const std::vector<solana::Pubkey>& oracles = {}) {
    return solana::core::burn(asset, collection, wallet_key, oracles);
}

TEST(CoreCheck, PassesBurnsWithAndWithoutCollectionAndOracles) {
    EXPECT_EQ(refusal({honest_burn()}, core_item()), std::nullopt);
    EXPECT_EQ(refusal({honest_burn(key_of(50))}, core_item()), std::nullopt);
    EXPECT_EQ(refusal({honest_burn(key_of(50), {key_of(51), key_of(52)})}, core_item()), std::nullopt);
}

TEST(CoreCheck, RefusesWhatIsNotTheReviewedBurn) {
    const std::pair<const char*, std::function<void(std::vector<Instruction>&)>> lies[] = {
        {"nothing", [](auto& all) { all.clear(); }},
        {"twice", [](auto& all) { all.push_back(all.front()); }},
        {"another asset", [](auto& all) { all.front().accounts[0].key = key_of(70); }},
        {"another payer", [](auto& all) { all.front().accounts[2].key = key_of(70); }},
        {"another authority", [](auto& all) { all.front().accounts[3].key = key_of(70); }},
        {"a log", [](auto& all) { all.front().accounts[5].key = key_of(70); }},
        {"another instruction", [](auto& all) { all.front().data[0] = 14; }},
        {"a proof", [](auto& all) { all.front().data[1] = 1; }},
        {"too few accounts", [](auto& all) { all.front().accounts.pop_back(); }},
        {"a close beside it",
         [](auto& all) {
             all.push_back(solana::token::close_account(solana::ids::token, asset, wallet_key, wallet_key));
         }},
    };
    for (const auto& [name, tell] : lies) {
        SCOPED_TRACE(name);
        std::vector<Instruction> instructions{honest_burn()};
        tell(instructions);
        const auto reason = refusal(std::move(instructions), core_item());
        ASSERT_TRUE(reason);
        EXPECT_FALSE(reason->empty());
    }
}

}  // namespace
}  // namespace burner::test
