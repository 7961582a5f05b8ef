// What the burn of an NFT may look like: by Token Metadata, by a token program, by Core, by Bubblegum.

#include <gtest/gtest.h>

#include "signing/lie.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::signing {
namespace {

namespace ids = solana::ids;
namespace token = solana::token;
namespace token_metadata = solana::token_metadata;
using solana::BubblegumVersion;
using solana::Instruction;
using solana::TokenStandard;

Lie at(std::string name, std::size_t place, const solana::Pubkey& key, std::string_view rule) {
    return {std::move(name), [=](Scene& s) { s.instructions[0].accounts.at(place).key = key; }, rule};
}

/// The account needs not sign, as the changed key has no signature.
Lie unsigned_at(std::string name, std::size_t place, std::string_view rule) {
    return {std::move(name), [=](Scene& s) { s.instructions[0].accounts.at(place) = {mallory, false, true}; }, rule};
}

Lie data(std::string name, const std::function<void(base::Bytes&)>& change) {
    return {std::move(name), [=](Scene& s) { change(s.instructions[0].data); }, rule::unknown_instruction};
}

token_metadata::Burn burn_of(TokenStandard standard) {
    token_metadata::Burn burn{.owner = wallet,
                              .mint = token_mint,
                              .token_account = token_account,
                              .token_program = ids::token,
                              .standard = standard,
                              .verified_collection = key_of(50)};
    if (standard == TokenStandard::non_fungible_edition || standard == TokenStandard::programmable_non_fungible_edition)
        burn.master = {key_of(60), key_of(61), 7};
    return burn;
}

Scene burning_nft(TokenStandard standard = TokenStandard::programmable_non_fungible) {
    Scene scene;
    scene.ask(nft_item());
    scene.instructions = {token_metadata::burn(burn_of(standard))};
    return scene;
}

TEST(NftRules, LetBurnsOfEveryStandardPass) {
    for (const auto standard :
         {TokenStandard::non_fungible, TokenStandard::programmable_non_fungible, TokenStandard::non_fungible_edition,
          TokenStandard::programmable_non_fungible_edition}) {
        const auto transactions = signed_of(burning_nft(standard).verdict());
        ASSERT_EQ(transactions.size(), 1U);
        EXPECT_EQ(transactions[0].burned.at(0).mint, solana::to_base58(token_mint));
        EXPECT_EQ(transactions[0].burned.at(0).amount, 1U);
        EXPECT_FALSE(transactions[0].positions_checked);
        EXPECT_EQ(transactions[0].sentence,
                  "Burns the NFT " + solana::to_base58(token_mint) + ". Pays 0.000005 SOL, of which 0 is priority.");
    }
}

TEST(NftRules, RefuseOtherBurnsOfTokenMetadata) {
    constexpr auto unknown = rule::unknown_instruction;
    const auto honest = token_metadata::burn(burn_of(TokenStandard::programmable_non_fungible));
    expect_refused(
        [] { return burning_nft(); },
        {
            unsigned_at("another owner", 0, rule::authority),
            at("another metadata", 2, key_of(70), unknown),
            at("another edition", 3, key_of(70), unknown),
            at("another mint", 4, key_of(70), unknown),
            at("another account", 5, key_of(70), unknown),
            at("a master edition alone", 6, key_of(70), unknown),
            at("a master's mint alone", 7, key_of(70), unknown),
            at("a marker alone", 9, key_of(70), unknown),
            at("another record", 10, key_of(70), unknown),
            at("another system program", 11, mallory, unknown),
            at("another sysvar", 12, mallory, unknown),
            at("another token program", 13, mallory, unknown),
            data("two of them", [](auto& bytes) { bytes[2] = 2; }),
            data("another instruction", [](auto& bytes) { bytes[0] = 42; }),
            data("another version", [](auto& bytes) { bytes[1] = 1; }),
            data("more data", [](auto& bytes) { bytes.push_back(0); }),
            {"more accounts", [](Scene& s) { s.instructions[0].accounts.push_back({mallory, false, true}); }, unknown},
            insert("twice", 0, honest, rule::twice),
            {"another NFT altogether",
             [](Scene& s) {
                 auto other = burn_of(TokenStandard::non_fungible);
                 other.token_account = key_of(70);
                 s.instructions[0] = token_metadata::burn(other);
             },
             rule::not_requested},
            {"the account with another mint",
             [](Scene& s) {
                 auto other = burn_of(TokenStandard::non_fungible);
                 other.mint = key_of(70);
                 s.instructions[0] = token_metadata::burn(other);
             },
             rule::mint},
            insert("a close before", 0, token::close_account(ids::token, token_account, wallet, wallet), rule::order),
            insert("a close after", 1, token::close_account(ids::token, token_account, wallet, wallet), rule::twice),
            insert("a burn of the token after", 1,
                   token::burn_checked(ids::token, token_account, token_mint, wallet, 1, 0), rule::twice),
            {"two were reviewed", [](Scene& s) { s.request.items[0].expected_balance = "2"; }, rule::amount},
        });
    expect_refused([] { return burning_nft(TokenStandard::non_fungible_edition); },
                   {at("a master edition of another mint", 6, key_of(70), unknown)});
}

/// A server that lists an NFT as something to close does not get it burned.
TEST(NftRules, RefuseToBurnWhatWasNotNamedForBurning) {
    const auto as = [](const char* type, const char* action) {
        return [=] {
            Scene scene = burning_nft();
            scene.request.items[0].type = scene.includes[0].type = type;
            scene.request.items[0].action = scene.includes[0].action = action;
            scene.request.items[0].expected_balance = "1";
            return scene.verdict();
        };
    };
    EXPECT_EQ(rule_of(as("nft", "close")()), rule::unknown_action);
    EXPECT_EQ(rule_of(as("empty_account", "close")()), rule::not_requested);
    EXPECT_EQ(rule_of(as("token", "burn")()), rule::not_requested);
    EXPECT_EQ(rule_of(as("fungible_asset", "burn")()), rule::not_requested);
    EXPECT_EQ(rule_of(as("cnft", "burn")()), rule::not_requested);
    EXPECT_EQ(rule_of(as("zk_compressed_token", "burn")()), rule::not_requested);
    for (const char* type : {"empty_account", "token", "fungible_asset", "nft"})
        EXPECT_EQ(rule_of(as(type, "withdraw_excess")()), rule::not_requested);
}

Scene burning_nft_by_its_token_program() {
    Scene scene;
    scene.ask(nft_item());
    scene.instructions = {token::burn_checked(ids::token, token_account, token_mint, wallet, 1, 0),
                          token::close_account(ids::token, token_account, wallet, wallet)};
    return scene;
}

TEST(NftRules, LetTheTokenProgramBurnOne) {
    const auto burn = [](std::uint64_t amount, std::uint8_t decimals) {
        return token::burn_checked(ids::token, token_account, token_mint, wallet, amount, decimals);
    };
    expect_refused(burning_nft_by_its_token_program, {
                                                         replace("two", 0, burn(2, 0), rule::amount),
                                                         replace("none", 0, burn(0, 0), rule::amount),
                                                         replace("a part", 0, burn(1, 1), rule::amount),
                                                         insert("twice", 1, burn(1, 0), rule::twice),
                                                     });
    EXPECT_FALSE(signed_of(burning_nft_by_its_token_program().verdict()).at(0).positions_checked);
}

Scene burning_core(std::optional<solana::Pubkey> collection = {}, std::vector<solana::Pubkey> oracles = {}) {
    Scene scene;
    scene.ask({"nft", solana::to_base58(key_of(40)), "burn"});
    scene.instructions = {solana::core::burn(key_of(40), collection, wallet, oracles)};
    return scene;
}

TEST(CoreRules, LetBurnsWithAndWithoutCollectionAndOraclesPass) {
    EXPECT_EQ(rule_of(burning_core(key_of(50)).verdict()), "");
    EXPECT_EQ(rule_of(burning_core(key_of(50), {key_of(51), key_of(52)}).verdict()), "");
    EXPECT_EQ(signed_of(burning_core().verdict()).at(0).sentence,
              "Burns the Core asset " + solana::to_base58(key_of(40)) + ". Pays 0.000005 SOL, of which 0 is priority.");
}

TEST(CoreRules, RefuseOtherBurns) {
    constexpr auto unknown = rule::unknown_instruction;
    const auto honest = solana::core::burn(key_of(40), {}, wallet, {});
    expect_refused(
        [] { return burning_core(); },
        {
            at("another asset", 0, key_of(70), rule::not_requested),
            unsigned_at("another payer", 2, rule::authority),
            at("another authority", 3, key_of(70), unknown),
            at("a system program", 4, ids::system, unknown),
            at("a log", 5, ids::spl_noop, unknown),
            data("a collection's burn", [](auto& bytes) { bytes[0] = 13; }),
            data("a transfer", [](auto& bytes) { bytes[0] = 14; }),
            data("a proof", [](auto& bytes) { bytes[1] = 1; }),
            data("more data", [](auto& bytes) { bytes.push_back(0); }),
            {"too few accounts", [](Scene& s) { s.instructions[0].accounts.pop_back(); }, unknown},
            {"an oracle that is written",
             [](Scene& s) { s.instructions[0].accounts.push_back({key_of(51), false, true}); }, unknown},
            {"the wallet as an oracle", [](Scene& s) { s.instructions[0].accounts.push_back({wallet, false, false}); },
             unknown},
            insert("twice", 0, honest, rule::twice),
            insert("a close beside it", 0, token::close_account(ids::token, key_of(40), wallet, wallet),
                   rule::not_requested),
            {"the item has a mint", [](Scene& s) { s.request.items[0].expected_mint = solana::to_base58(token_mint); },
             rule::not_requested},
        });
}

const solana::Pubkey leaf_asset = solana::bubblegum::asset_address(key_of(40), 7);

Scene burning_leaf(BubblegumVersion version, bool is_plain = true) {
    solana::bubblegum::Leaf leaf;
    leaf.version = version;
    leaf.tree = key_of(40);
    leaf.nonce = 7;
    leaf.owner = leaf.delegate = wallet;
    if (!is_plain) {
        leaf.delegate = key_of(41);
        leaf.collection = key_of(42);
        leaf.flags = 4;
    }
    const std::array nodes{key_of(60).bytes, key_of(61).bytes};
    Scene scene;
    scene.ask({"cnft", solana::to_base58(leaf_asset), "burn"});
    scene.instructions = {solana::bubblegum::burn(leaf, {.root = key_of(59).bytes, .index = 7, .nodes = nodes})};
    return scene;
}

TEST(CnftRules, LetBurnsOfBothVersionsPass) {
    for (const auto version : {BubblegumVersion::v1, BubblegumVersion::v2}) {
        EXPECT_EQ(rule_of(burning_leaf(version, false).verdict()), "");
        const auto transactions = signed_of(burning_leaf(version).verdict());
        ASSERT_EQ(transactions.size(), 1U);
        EXPECT_TRUE(transactions[0].positions_checked);
        EXPECT_EQ(transactions[0].sentence, "Burns the compressed NFT " + solana::to_base58(leaf_asset) +
                                                ". Pays 0.000005 SOL, of which 0 is priority.");
    }
}

TEST(CnftRules, RefuseOtherBurns) {
    constexpr auto unknown = rule::unknown_instruction;
    for (const auto version : {BubblegumVersion::v1, BubblegumVersion::v2}) {
        const bool is_first = version == BubblegumVersion::v1;
        const auto honest = [=] { return burning_leaf(version); };
        expect_refused(
            honest,
            {
                at("another configuration", 0, key_of(70), unknown),
                at("another tree", is_first ? 3 : 5, key_of(70), unknown),
                at("another log", is_first ? 4 : 8, key_of(70), unknown),
                at("another compression", is_first ? 5 : 9, key_of(70), unknown),
                at("another system program", is_first ? 6 : 11, key_of(70), unknown),
                data("another instruction", [](auto& bytes) { bytes[0] ^= 1; }),
                data("more data", [](auto& bytes) { bytes.push_back(0); }),
                {"another number", [](Scene& s) { s.instructions[0].data[s.instructions[0].data.size() - 12] ^= 1; },
                 rule::not_requested},
                {"too few accounts", [](Scene& s) { s.instructions[0].accounts.resize(6); }, unknown},
                {"a proof that is written",
                 [](Scene& s) { s.instructions[0].accounts.push_back({key_of(62), false, true}); }, unknown},
                insert("twice", 0, honest().instructions[0], rule::twice),
            });
    }
    expect_refused([] { return burning_leaf(BubblegumVersion::v1); },
                   {{"another owner",
                     [](Scene& s) {
                         for (auto& account : s.instructions[0].accounts)
                             if (account.key == wallet) account = {mallory, false, false};
                     },
                     rule::authority}});
    expect_refused([] { return burning_leaf(BubblegumVersion::v2); },
                   {at("another owner", 3, key_of(70), rule::authority)});
    for (const std::size_t place : {2, 7, 10})
        expect_refused([] { return burning_leaf(BubblegumVersion::v2); },
                       {at("another role " + std::to_string(place), place, key_of(70), unknown)});
}

}  // namespace
}  // namespace burner::signing
