#include "solana/accounts/core_burn.hpp"

#include "solana/accounts/core_bytes.hpp"
#include "solana/pda.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

const Pubkey address = key_of(50);

CoreBurnRules rules_of(const CoreBytes& asset) {
    return core_burn_rules(address, parse_core_asset(asset.data()).value(), nullptr);
}

CoreBurnRules rules_of(const CoreBytes& asset, const CoreBytes& collection) {
    const auto parsed = parse_core_collection(collection.data()).value();
    return core_burn_rules(address, parse_core_asset(asset.data()).value(), &parsed);
}

CoreBytes member() {
    return CoreBytes::asset_of(7);
}

base::Bytes groups(std::uint32_t count) {
    BorshBytes bytes;
    bytes.u32(count);
    for (std::uint32_t i = 0; i < count; ++i) bytes.key(3);
    return bytes.data();
}

std::vector<CoreBurnRules::Oracle> oracles_at(std::uint8_t base) {
    return {{key_of(base), 0, true}};
}

Pubkey derived(const Pubkey& program, std::vector<base::ByteView> seeds) {
    return program_address(seeds, program);
}

TEST(CoreBurnRules, LetAPlainAssetGo) {
    EXPECT_EQ(rules_of(CoreBytes::asset()), CoreBurnRules{});
    EXPECT_EQ(rules_of(member(), CoreBytes::collection()), CoreBurnRules{});
    EXPECT_EQ(rules_of(CoreBytes::asset().plugin(2, {}).plugin(8, {})), CoreBurnRules{}) << "burn delegates";
    EXPECT_EQ(rules_of(CoreBytes::asset().frozen(16, true).frozen(17, true)), CoreBurnRules{}) << "only execution";
}

TEST(CoreBurnRules, LetTheAssetsFreezeStandForTheCollections) {
    for (const std::uint8_t type : {std::uint8_t{1}, std::uint8_t{5}}) {
        EXPECT_TRUE(rules_of(CoreBytes::asset().frozen(type, true)).is_frozen);
        EXPECT_FALSE(rules_of(CoreBytes::asset().frozen(type, false)).is_frozen);
        const CoreBytes frozen = CoreBytes::collection().frozen(type, true);
        EXPECT_TRUE(rules_of(member(), frozen).is_frozen);
        EXPECT_FALSE(rules_of(member().frozen(type, false), frozen).is_frozen);
        EXPECT_TRUE(rules_of(member().frozen(type == 1 ? 5 : 1, false), frozen).is_frozen) << "of the other type";
    }
}

TEST(CoreBurnRules, AskOnlyForTheAssetsGroups) {
    EXPECT_TRUE(rules_of(CoreBytes::asset().plugin(18, groups(1))).is_in_group);
    EXPECT_FALSE(rules_of(CoreBytes::asset().plugin(18, groups(0))).is_in_group);
    EXPECT_FALSE(rules_of(member(), CoreBytes::collection().plugin(18, groups(1))).is_in_group);
}

TEST(CoreBurnRules, FindOraclesThatAreAskedBeforeBurns) {
    EXPECT_EQ(rules_of(CoreBytes::asset().oracle(5, 4)).oracles, oracles_at(5));
    EXPECT_FALSE(rules_of(CoreBytes::asset().oracle(5, 3)).oracles.at(0).may_reject);
    EXPECT_TRUE(rules_of(CoreBytes::asset().oracle(5, 0)).oracles.empty());
    EXPECT_TRUE(rules_of(CoreBytes::asset().oracle(5, 8)).oracles.empty()) << "a flag without meaning";
    EXPECT_EQ(rules_of(member(), CoreBytes::collection().oracle(5, 4)).oracles, oracles_at(5));
    EXPECT_EQ(rules_of(member().oracle(5, 4), CoreBytes::collection().oracle(5, 4)).oracles, oracles_at(5));
    EXPECT_EQ(rules_of(member().oracle(5, 4), CoreBytes::collection().oracle(6, 4)).oracles.size(), 2U);
}

// Where Core departs from its client: an asset's oracle replaces the collection's only when it names burns, and one
// that names them without flags replaces it by nothing.
TEST(CoreBurnRules, ReplaceOraclesOnlyByThoseThatNameBurns) {
    const CoreBytes collection = CoreBytes::collection().oracle(5, 4);
    const base::Bytes at_base = BorshBytes{}.key(5).u8(0).u8(0).data();
    EXPECT_EQ(rules_of(member().external(1, 4, at_base, 1), collection).oracles, oracles_at(5));
    EXPECT_TRUE(rules_of(member().oracle(5, 0), collection).oracles.empty());
}

TEST(CoreBurnRules, DeriveTheOraclesAccount) {
    const Pubkey program = key_of(5), owner = key_of(1), collection = key_of(7), fixed = key_of(4), other = key_of(6);
    const auto prefix = base::as_bytes("mpl-core");
    const auto plain = [](std::uint8_t kind) { return BorshBytes{}.u8(1).u8(kind).u8(1).u8(1).data(); };
    const auto custom = BorshBytes{}.u8(1).u8(5).u32(5).u8(0).u8(1).u8(3).u8(4).key(4).u8(5).text("xy");
    struct Row {
        base::Bytes config;
        Pubkey account;
    };
    BorshBytes of_other = custom;
    BorshBytes of_program = custom;
    const Row rows[] = {
        {plain(0), derived(program, {prefix})},
        {plain(1), derived(program, {prefix, collection.view()})},
        {plain(2), derived(program, {prefix, owner.view()})},
        {plain(4), derived(program, {prefix, address.view()})},
        {of_program.u8(0).u8(0).u8(0).data(),
         derived(program, {collection.view(), owner.view(), address.view(), fixed.view(), base::as_bytes("xy")})},
        {of_other.u8(1).key(6).u8(0).u8(0).data(),
         derived(other, {collection.view(), owner.view(), address.view(), fixed.view(), base::as_bytes("xy")})},
        {BorshBytes{}.u8(1).u8(6).key(4).u8(0).u8(0).data(), fixed},
    };
    for (const Row& row : rows) {
        const CoreBurnRules rules = rules_of(member().oracle(5, 4, row.config), CoreBytes::collection());
        ASSERT_EQ(rules.oracles.size(), 1U);
        EXPECT_EQ(rules.oracles[0].account, row.account);
        EXPECT_FALSE(rules.is_unknown);
    }
}

TEST(CoreBurnRules, SayWhatTheyCannotKnow) {
    const auto config = [](std::uint8_t kind) { return BorshBytes{}.u8(1).u8(kind).u8(0).u8(0).data(); };
    EXPECT_TRUE(rules_of(CoreBytes::asset().oracle(5, 4, config(3))).is_unknown) << "a burn has no recipient";
    EXPECT_TRUE(rules_of(CoreBytes::asset().oracle(5, 4, config(1))).is_unknown) << "no collection";
    EXPECT_FALSE(rules_of(CoreBytes::asset().oracle(5, 0, config(3))).is_unknown) << "not asked";
    const std::string long_seed(33, 'x');
    const auto custom = BorshBytes{}.u8(1).u8(5).u32(1).u8(5).text(long_seed).u8(0).u8(0).u8(0).data();
    EXPECT_TRUE(rules_of(CoreBytes::asset().oracle(5, 4, custom)).is_unknown);
    EXPECT_TRUE(rules_of(CoreBytes::asset().plugin(19, {})).is_unknown);
    EXPECT_TRUE(rules_of(CoreBytes::asset().external(7, 0, {})).is_unknown);
    EXPECT_TRUE(rules_of(member(), CoreBytes::collection().plugin(19, {})).is_unknown);
    EXPECT_TRUE(rules_of(member()).is_unknown) << "its collection is missing";
}

TEST(CoreBurnRules, TellHooksAndAgents) {
    EXPECT_TRUE(rules_of(CoreBytes::asset().external(0, 4, {})).has_hook);
    EXPECT_FALSE(rules_of(CoreBytes::asset().external(0, 4, {}, 1)).has_hook) << "of transfers";
    EXPECT_TRUE(rules_of(member(), CoreBytes::collection().external(3, 4, {})).has_hook);
    EXPECT_TRUE(rules_of(CoreBytes::asset().external(6, 0, {})).is_agent);
    EXPECT_FALSE(rules_of(CoreBytes::asset().oracle(5, 4)).has_hook);
}

TEST(CoreOracleAnswer, IsWhatTheAccountSaysAboutBurns) {
    const base::Bytes data{9, 1, 0, 1, 2, 0};  // version 1, then create, transfer, burn, update behind one byte
    EXPECT_EQ(core_oracle_answer(data, 1), CoreOracleAnswer::pass);
    EXPECT_EQ(core_oracle_answer(base::Bytes{1, 2, 2, 1, 2}, 0), CoreOracleAnswer::rejected);
    EXPECT_EQ(core_oracle_answer(base::Bytes{1, 2, 2, 0, 2, 7}, 0), CoreOracleAnswer::approved);
    EXPECT_FALSE(core_oracle_answer(base::Bytes(5), 0)) << "not initialised";
    EXPECT_FALSE(core_oracle_answer(base::Bytes{2, 0, 0, 0, 0}, 0));
    EXPECT_FALSE(core_oracle_answer(base::Bytes{1, 0, 0, 0, 3}, 0));
    EXPECT_FALSE(core_oracle_answer(base::Bytes{1, 0, 0, 0}, 0));
    EXPECT_FALSE(core_oracle_answer(data, ~0ULL));
}

}  // namespace
}  // namespace burner::solana
