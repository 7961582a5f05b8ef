// What the burn of compressed tokens may look like.

#include <gtest/gtest.h>

#include "signing/lie.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::signing {
namespace {

namespace ids = solana::ids;
namespace light = solana::light_token;
namespace token = solana::token;
using solana::Instruction;

const solana::Pubkey passage = solana::associated_token_address(wallet, ids::token, token_mint);

RequestedItem compressed_item(std::uint8_t number, std::string amount) {
    return {.type = "zk_compressed_token",
            .address = solana::to_base58(key_of(number)),
            .action = "burn",
            .expected_balance = std::move(amount),
            .expected_mint = solana::to_base58(token_mint)};
}

/// Burns two accounts with 5 and 7 raw units.
light::Spending spending(light::Version version) {
    light::Spending spending{wallet, ids::token, {}, {}, {{light::find_pool(token_mint, 0), 12}}};
    for (const std::uint64_t amount : {5U, 7U}) {
        light::CompressedToken token{.mint = token_mint, .owner = wallet, .amount = amount, .version = version};
        token.tree_kind = light::TreeKind::v2;
        token.tree = key_of(80);
        token.queue = key_of(81);
        token.leaf_index = static_cast<std::uint32_t>(amount);
        token.is_proved_by_index = true;
        spending.tokens.push_back(token);
    }
    return spending;
}

Scene honest(light::Version version) {
    Scene scene;
    scene.ask(compressed_item(70, "5")).ask(compressed_item(71, "7"));
    if (version == light::Version::v1) {
        scene.instructions = {light::burn(spending(version))};
    } else {
        scene.instructions = {solana::create_associated_token_account(wallet, wallet, ids::token, token_mint),
                              light::decompress(spending(version), passage, 6),
                              token::burn_checked(ids::token, passage, token_mint, wallet, 12, 6),
                              token::close_account(ids::token, passage, wallet, wallet)};
    }
    return scene;
}

Scene burning() {
    return honest(light::Version::v1);
}

Scene passing() {
    return honest(light::Version::v2);
}

TEST(CompressedRules, LetBurnsOfAllVersionsPass) {
    for (const auto version : {light::Version::v1, light::Version::v2, light::Version::sha_flat}) {
        const auto transactions = signed_of(honest(version).verdict());
        ASSERT_EQ(transactions.size(), 1U);
        const VerifiedTransaction& one = transactions[0];
        EXPECT_TRUE(one.closed.empty());
        ASSERT_EQ(one.burned.size(), 2U);
        EXPECT_EQ(one.burned[0].address, solana::to_base58(key_of(70)));
        EXPECT_EQ(one.burned[1].amount, 7U);
        EXPECT_EQ(one.sentence, "Burns 12 raw units of compressed " + solana::to_base58(token_mint) +
                                    ". Pays 0.000005 SOL, of which 0 is priority.");
    }
}

TEST(CompressedRules, LetTokensPassThroughAnAccountThatIsThere) {
    Scene scene = passing();
    scene.instructions = {scene.instructions[1], scene.instructions[2]};
    EXPECT_EQ(rule_of(scene.verdict()), "");
}

Lie spends(std::string name, const std::function<void(light::Spending&)>& change, std::string_view rule) {
    return {std::move(name),
            [=](Scene& scene) {
                auto changed = spending(light::Version::v1);
                change(changed);
                scene.instructions = {light::burn(changed)};
            },
            rule};
}

Lie decompresses(std::string name, const std::function<void(light::Spending&)>& change, const solana::Pubkey& to,
                 std::string_view rule) {
    return {std::move(name),
            [=](Scene& scene) {
                auto changed = spending(light::Version::v2);
                change(changed);
                scene.instructions[1] = light::decompress(changed, to, 6);
            },
            rule};
}

/// Somebody else's without a signature, which the frame would refuse.
Lie unsigned_key(std::string name, std::size_t at, std::size_t place, std::string_view rule) {
    return {std::move(name), [=](Scene& scene) { scene.instructions[at].accounts.at(place) = {mallory, false, true}; },
            rule};
}

TEST(CompressedRules, RefuseOtherBurns) {
    constexpr auto unknown = rule::unknown_instruction;
    expect_refused(
        burning,
        {
            remove("nothing", 0, rule::incomplete),
            insert("twice", 0, light::burn(spending(light::Version::v1)), rule::amount),
            spends(
                "another amount", [](auto& s) { s.tokens[0].amount = 6, s.withdrawals[0].amount = 13; }, rule::amount),
            spends(
                "one less", [](auto& s) { s.tokens.pop_back(), s.withdrawals[0].amount = 5; }, rule::incomplete),
            spends(
                "one more with nothing in it", [](auto& s) { s.tokens.push_back(s.tokens[0]), s.tokens[2].amount = 0; },
                rule::amount),
            spends(
                "as much of one account", [](auto& s) { s.tokens.pop_back(), s.tokens[0].amount = 12; },
                rule::incomplete),
            spends(
                "more than there can be", [](auto& s) { s.tokens[0].amount = UINT64_MAX; }, unknown),
            spends(
                "another mint",
                [](auto& s) {
                    s.tokens[0].mint = s.tokens[1].mint = key_of(90);
                    s.withdrawals[0].pool = light::find_pool(key_of(90), 0);
                },
                rule::not_requested),
            spends(
                "another pool", [](auto& s) { s.withdrawals[0].pool.address = key_of(90); }, unknown),
            spends(
                "another token program", [](auto& s) { s.token_program = mallory; }, unknown),
            unsigned_key("another payer", 0, 0, rule::authority),
            unsigned_key("another owner", 0, 1, rule::authority),
            unsigned_key("another authority of the program", 0, 2, unknown),
            unsigned_key("another system program", 0, 6, unknown),
            {"more data", [](Scene& s) { s.instructions[0].data.push_back(0); }, unknown},
            {"another instruction", [](Scene& s) { s.instructions[0].data[0] ^= 1; }, unknown},
            {"too few accounts", [](Scene& s) { s.instructions[0].accounts.resize(12); }, unknown},
            {"an amount that nobody reviewed", [](Scene& s) { s.request.items[0].expected_balance.reset(); },
             rule::amount},
            {"an amount that is none", [](Scene& s) { s.request.items[0].expected_balance = "5.0"; }, rule::amount},
            {"a mint that nobody reviewed", [](Scene& s) { s.request.items[0].expected_mint.reset(); }, rule::mint},
            {"no includes", [](Scene& s) { s.includes.clear(); }, rule::includes},
            {"one of the includes", [](Scene& s) { s.includes.pop_back(); }, rule::amount},
        });
}

TEST(CompressedRules, RefuseWhatDoesNotEndInTheBurn) {
    const auto burn = [](std::uint64_t amount) {
        return token::burn_checked(ids::token, passage, token_mint, wallet, amount, 6);
    };
    const auto as_it_is = [](light::Spending&) {};
    expect_refused(
        passing,
        {
            remove("kept", 2, rule::order),
            {"kept in an account that was there", [](Scene& s) { s.instructions = {s.instructions[1]}; },
             rule::incomplete},
            remove("left open", 3, rule::incomplete),
            insert("opened twice", 0, solana::create_associated_token_account(wallet, wallet, ids::token, token_mint),
                   rule::twice),
            remove("closed without being opened", 0, rule::not_requested),
            replace("closed to another", 3, token::close_account(ids::token, passage, mallory, wallet),
                    rule::destination),
            replace("burned less", 2, burn(11), rule::amount),
            replace("burned more", 2, burn(13), rule::amount),
            replace("burned as another mint", 2, token::burn_checked(ids::token, passage, mallory, wallet, 12, 6),
                    rule::mint),
            insert("burned twice", 3, burn(12), rule::amount),
            {"burned before", [](Scene& s) { std::swap(s.instructions[1], s.instructions[2]); }, rule::amount},
            insert("revoked", 4, token::revoke(ids::token, passage, wallet), rule::not_requested),
            decompresses("sent to another account", as_it_is, key_of(90), rule::destination),
            decompresses("sent to the account of another mint", as_it_is,
                         solana::associated_token_address(wallet, ids::token, empty_mint), rule::destination),
            unsigned_key("another payer", 1, 1, rule::authority),
            {"opened for another",
             [](Scene& s) {
                 s.instructions[0] = solana::create_associated_token_account(wallet, mallory, ids::token, token_mint);
             },
             rule::authority},
            {"opened for another mint",
             [](Scene& s) {
                 s.instructions[0] = solana::create_associated_token_account(wallet, wallet, ids::token, empty_mint);
             },
             rule::not_requested},
            {"opened with another system program", [](Scene& s) { s.instructions[0].accounts[4].key = key_of(90); },
             rule::unknown_instruction},
            {"created, whether it is there or not", [](Scene& s) { s.instructions[0].data = {0}; },
             rule::unknown_instruction},
        });
}

TEST(CompressedRules, RefuseTokensOfOthers) {
    Scene scene = passing();
    auto foreign = spending(light::Version::v2);
    foreign.tokens[0].owner = foreign.tokens[1].owner = mallory;
    scene.instructions[1] = light::decompress(foreign, passage, 6);
    for (auto& account : scene.instructions[1].accounts)
        if (account.key == mallory) account.is_signer = false;
    EXPECT_EQ(rule_of(scene.verdict()), rule::authority);
    foreign.tokens[0].owner = wallet;  // one of two owners
    scene.instructions[1] = light::decompress(foreign, passage, 6);
    for (auto& account : scene.instructions[1].accounts)
        if (account.key == mallory) account.is_signer = false;
    EXPECT_EQ(rule_of(scene.verdict()), rule::unknown_instruction);
}

/// Its tokens and those that pass through could not be told apart.
TEST(CompressedRules, RefuseAPassageThroughAnAccountThatIsAnItemItself) {
    Scene scene = passing();
    scene.instructions.erase(scene.instructions.begin());
    scene.request.items.push_back({.type = "token",
                                   .address = solana::to_base58(passage),
                                   .action = "burn",
                                   .expected_balance = "12",
                                   .expected_mint = solana::to_base58(token_mint)});
    EXPECT_EQ(rule_of(scene.verdict()), rule::destination);
}

TEST(CompressedRules, RefuseTheSameLeavesTwiceInOneAnswer) {
    const Scene scene = burning();
    const Verdict verdict = verify_built(scene.request, {scene.built(), scene.built()}, scene.options);
    EXPECT_EQ(rule_of(verdict), rule::twice);
    EXPECT_EQ(std::get<Refusal>(verdict).transaction, 1U);
}

TEST(CompressedRules, KnowTheTokensOfEachTransactionByItsIncludes) {
    Scene one = burning(), other = burning();
    auto first = spending(light::Version::v1), second = first;
    first.tokens.resize(1), first.withdrawals[0].amount = 5;
    second.tokens.erase(second.tokens.begin()), second.withdrawals[0].amount = 7;
    one.instructions = {light::burn(first)}, other.instructions = {light::burn(second)};
    one.includes.resize(1), other.includes.erase(other.includes.begin());
    EXPECT_EQ(rule_of(verify_built(one.request, {one.built(), other.built()}, one.options)), "");
    std::swap(one.includes, other.includes);
    EXPECT_EQ(rule_of(verify_built(one.request, {one.built(), other.built()}, one.options)), rule::incomplete);
}

/// A burn of one account, which is the leaf of that index.
Scene burning_leaf(std::uint32_t index, std::uint64_t amount = 5) {
    Scene scene;
    scene.ask(compressed_item(70, std::to_string(amount)));
    auto one = spending(light::Version::v1);
    one.tokens.resize(1), one.tokens[0].amount = one.withdrawals[0].amount = amount;
    one.tokens[0].leaf_index = index;
    scene.instructions = {light::burn(one)};
    return scene;
}

TEST(CompressedRules, LetTheSameLeavesBeBuiltAgain) {
    const Scene scene = burning_leaf(3);
    SigningCheck check{scene.options};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(rule_of(check.verify(scene.request, {scene.built()})), "");
}

TEST(CompressedRules, RefuseOtherLeavesWhenTheFirstAreCalledExpired) {
    const Scene first = burning_leaf(3), other = burning_leaf(4);
    SigningCheck check{first.options};
    EXPECT_EQ(rule_of(check.verify(first.request, {first.built()})), "");
    EXPECT_EQ(rule_of(check.verify(other.request, {other.built()})), rule::amount);
    // Also where there is nothing in either.
    const Scene nothing = burning_leaf(3, 0), other_nothing = burning_leaf(4, 0);
    SigningCheck of_nothing{first.options};
    EXPECT_EQ(rule_of(of_nothing.verify(nothing.request, {nothing.built()})), "");
    EXPECT_EQ(rule_of(of_nothing.verify(other_nothing.request, {other_nothing.built()})), rule::amount);
    // The same place of another tree is another leaf.
    Scene moved = burning_leaf(3);
    for (auto& account : moved.instructions[0].accounts)
        if (account.key == key_of(80)) account.key = key_of(82);
    SigningCheck again{first.options};
    EXPECT_EQ(rule_of(again.verify(first.request, {first.built()})), "");
    EXPECT_EQ(rule_of(again.verify(moved.request, {moved.built()})), rule::amount);
}

TEST(CompressedRules, CountTheLeavesOfAllRequestsOfARun) {
    Scene first = burning_leaf(3), other = burning_leaf(4);
    other.includes[0].address = other.request.items[0].address = solana::to_base58(key_of(71));
    SigningCheck check{first.options};
    EXPECT_EQ(rule_of(check.verify(first.request, {first.built()})), "");
    EXPECT_EQ(rule_of(check.verify(other.request, {other.built()})), "");
    const Scene third = burning_leaf(5);
    EXPECT_EQ(rule_of(check.verify(third.request, {third.built()})), rule::amount);
}

}  // namespace
}  // namespace burner::signing
