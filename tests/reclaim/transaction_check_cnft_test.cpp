// What a client that trusts nobody lets a compressed NFT's burn look like.

#include <functional>

#include <gtest/gtest.h>

#include "reclaim/reclaim_fixture.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/ids.hpp"

namespace burner::test {
namespace {

using solana::BubblegumVersion;
using solana::Instruction;

const solana::Pubkey asset = solana::bubblegum::asset_address(key_of(40), 7);

burnandclaim::WalletItem cnft_item() {
    burnandclaim::WalletItem item;
    item.type = "cnft";
    item.address = solana::to_base58(asset);
    item.name = "C";
    item.actions = {"burn"};
    return item;
}

Instruction honest_burn(BubblegumVersion version, bool is_plain = true) {
    solana::bubblegum::Leaf leaf;
    leaf.version = version;
    leaf.tree = key_of(40);
    leaf.nonce = 7;
    leaf.owner = leaf.delegate = wallet_key;
    if (!is_plain) {
        leaf.delegate = key_of(41);
        leaf.collection = key_of(42);
        leaf.flags = 4;
    }
    const std::array nodes{key_of(60).bytes, key_of(61).bytes};
    return solana::bubblegum::burn(leaf, {.root = key_of(59).bytes, .index = 7, .nodes = nodes});
}

TEST(CnftCheck, PassesBurnsOfBothVersions) {
    for (const auto version : {BubblegumVersion::v1, BubblegumVersion::v2}) {
        EXPECT_EQ(refusal({honest_burn(version)}, cnft_item()), std::nullopt);
        EXPECT_EQ(refusal({honest_burn(version, false)}, cnft_item()), std::nullopt);
    }
}

TEST(CnftCheck, RefusesWhatIsNotTheReviewedBurn) {
    using Lie = std::function<void(std::vector<Instruction>&, bool is_first)>;
    const std::pair<const char*, Lie> lies[] = {
        {"nothing", [](auto& all, bool) { all.clear(); }},
        {"twice", [](auto& all, bool) { all.push_back(all.front()); }},
        {"another configuration", [](auto& all, bool) { all.front().accounts[0].key = key_of(70); }},
        {"another owner", [](auto& all, bool) { all.front().accounts[1].key = key_of(70); }},
        {"another tree", [](auto& all, bool first) { all.front().accounts[first ? 3 : 5].key = key_of(70); }},
        {"another log", [](auto& all, bool first) { all.front().accounts[first ? 4 : 8].key = key_of(70); }},
        {"another compression", [](auto& all, bool first) { all.front().accounts[first ? 5 : 9].key = key_of(70); }},
        {"another system", [](auto& all, bool first) { all.front().accounts[first ? 6 : 11].key = key_of(70); }},
        {"another number", [](auto& all, bool) { all.front().data[all.front().data.size() - 12] ^= 1; }},
        {"another instruction", [](auto& all, bool) { all.front().data[0] ^= 1; }},
        {"more data", [](auto& all, bool) { all.front().data.push_back(0); }},
        {"too few accounts", [](auto& all, bool) { all.front().accounts.resize(6); }},
        {"another program", [](auto& all, bool) { all.front().program = solana::ids::core; }},
        {"a close beside it",
         [](auto& all, bool) {
             all.push_back(solana::token::close_account(solana::ids::token, asset, wallet_key, wallet_key));
         }},
    };
    for (const auto version : {BubblegumVersion::v1, BubblegumVersion::v2}) {
        for (const auto& [name, tell] : lies) {
            SCOPED_TRACE(name);
            std::vector<Instruction> instructions{honest_burn(version)};
            tell(instructions, version == BubblegumVersion::v1);
            const auto reason = refusal(std::move(instructions), cnft_item());
            ASSERT_TRUE(reason);
            EXPECT_FALSE(reason->empty());
        }
    }
}

TEST(CnftCheck, RefusesOtherRolesInTheSecondVersion) {
    for (const std::size_t place : {2, 3, 7, 10}) {
        SCOPED_TRACE(place);
        auto burn = honest_burn(BubblegumVersion::v2);
        burn.accounts[place].key = key_of(70);
        EXPECT_TRUE(refusal({burn}, cnft_item()));
    }
}

TEST(CnftCheck, TakesNoItemThatPromisesLamportsOrHasTheNameOfAMint) {
    reclaim::Choice choice;
    choice.burn = {cnft_item()};
    EXPECT_TRUE(reclaim::reviewed_items(choice));
    choice.burn[0].reclaimable_lamports = 1;
    EXPECT_FALSE(reclaim::reviewed_items(choice));
    choice.burn = {cnft_item()};
    choice.burn[0].mint = solana::to_base58(key_of(80));
    EXPECT_FALSE(reclaim::reviewed_items(choice));
}

}  // namespace
}  // namespace burner::test
