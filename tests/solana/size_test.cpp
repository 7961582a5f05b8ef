#include "solana/size.hpp"

#include <functional>
#include <optional>
#include <random>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using Group = std::vector<Instruction>;

const Pubkey wallet = key_of(0xaa);

Pubkey numbered(std::uint8_t kind, std::size_t number) {
    Pubkey key = key_of(kind);
    std::memcpy(key.bytes.data() + 8, &number, sizeof number);
    return key;
}

constexpr MessageConfig usual_config{7, 3'000, 200'000, std::nullopt};

/// Stands for version 1 with a config, for version 0 without.
using Config = std::optional<MessageConfig>;

MessageSize empty_size(const Config& config) {
    return config ? MessageSize{wallet, *config} : MessageSize{wallet};
}

std::size_t compiled_size(const std::vector<Instruction>& instructions, const Config& config = {}) {
    const Message message = config ? compile(wallet, instructions, {}, *config) : compile(wallet, instructions, {});
    return serialize(unsigned_transaction(message)).size();
}

Group budget() {
    return {compute_budget::set_unit_limit(1), compute_budget::set_unit_price(1)};
}

Group donation() {
    return {system::transfer(wallet, key_of(0xdd), {1})};
}

Group close(std::size_t i) {
    return {token::close_account(ids::token, numbered(1, i), wallet, wallet)};
}

Group burn_and_close(std::size_t i, std::size_t mint) {
    const Pubkey account = numbered(1, i);
    return {token::burn_checked(ids::token, account, numbered(2, mint), wallet, 1, 0),
            token::close_account(ids::token, account, wallet, wallet)};
}

Group harvest_and_close(std::size_t i) {
    const Pubkey account = numbered(1, i);
    return {token::harvest_withheld_to_mint(numbered(2, i), std::vector{account}),
            token::close_account(ids::token_2022, account, wallet, wallet)};
}

Group burn_harvest_and_close(std::size_t i) {
    const Pubkey account = numbered(1, i);
    const Pubkey mint = numbered(2, i);
    return {token::burn_checked(ids::token_2022, account, mint, wallet, 1, 0),
            token::harvest_withheld_to_mint(mint, std::vector{account}),
            token::close_account(ids::token_2022, account, wallet, wallet)};
}

struct Filled {
    std::size_t items = 0;
    std::size_t bytes = 0;
};

/// Adds as many items as fit behind `fixed`; every size on the way is checked against the compiler.
Filled fill(const Group& fixed, const std::function<Group(std::size_t)>& item, const Config& config = {}) {
    MessageSize size = empty_size(config);
    const std::size_t most = max_transaction_bytes(config ? MessageVersion::v1 : MessageVersion::v0);
    Group all;
    const auto add = [&](const Group& group) {
        size.add(footprint(group));
        all.insert(all.end(), group.begin(), group.end());
        EXPECT_EQ(size.size(), compiled_size(all, config));
    };
    add(fixed);
    Filled filled;
    for (;;) {
        const Group group = item(filled.items);
        const std::size_t next = size.size_with(footprint(group));
        if (next > most) break;
        add(group);
        EXPECT_EQ(size.size(), next);
        ++filled.items;
    }
    filled.bytes = size.size();
    return filled;
}

TEST(MessageSize, HoldsAsManyItemsAsTheNetworkTakes) {
    struct Row {
        std::function<Group(std::size_t)> item;
        std::array<std::size_t, 3> items;  ///< bare, with a budget, with a budget and a donation
        std::size_t bytes;                 ///< of the last
    };
    const Row rows[] = {
        {close, {27, 25, 23}, 1198},
        {[](std::size_t i) { return burn_and_close(i, i); }, {12, 11, 10}, 1171},
        {[](std::size_t i) { return burn_and_close(i, 0); }, {18, 17, 16}, 1213},
        {harvest_and_close, {13, 12, 11}, 1159},
        {burn_harvest_and_close, {11, 10, 9}, 1147},
    };
    for (const Row& row : rows) {
        Group fixed;
        EXPECT_EQ(fill(fixed, row.item).items, row.items[0]);
        fixed = budget();
        EXPECT_EQ(fill(fixed, row.item).items, row.items[1]);
        for (const Instruction& instruction : donation()) fixed.push_back(instruction);
        const Filled filled = fill(fixed, row.item);
        EXPECT_EQ(filled.items, row.items[2]);
        EXPECT_EQ(filled.bytes, row.bytes);
    }
}

TEST(MessageSize, HoldsInVersion1WhatItsKeysAllow) {
    struct Row {
        std::function<Group(std::size_t)> item;
        std::array<std::size_t, 2> items;  ///< bare, with a donation
        std::size_t bytes;                 ///< of the first
    };
    const Row rows[] = {
        {close, {62, 60}, 2'666},
        {[](std::size_t i) { return burn_and_close(i, i); }, {31, 30}, 2'945},
        {burn_harvest_and_close, {21, 21}, 2'223},
    };
    for (const Row& row : rows) {
        const Filled filled = fill(Group{}, row.item, usual_config);
        EXPECT_EQ(filled.items, row.items[0]);
        EXPECT_EQ(filled.bytes, row.bytes);
        EXPECT_EQ(fill(donation(), row.item, usual_config).items, row.items[1]);
    }
}

TEST(MessageSize, CountsWhatOneInstructionAdds) {
    const auto instruction_bytes = [](const Instruction& instruction) {
        return footprint(std::vector{instruction}).instruction_bytes(MessageVersion::v0);
    };
    EXPECT_EQ(MessageSize{wallet}.size(), 104U + 32U);
    EXPECT_EQ(instruction_bytes(compute_budget::set_unit_limit(1)), 8U);
    EXPECT_EQ(instruction_bytes(compute_budget::set_unit_price(1)), 12U);
    EXPECT_EQ(instruction_bytes(donation()[0]), 17U);
    EXPECT_EQ(instruction_bytes(close(1)[0]), 7U);
    EXPECT_EQ(instruction_bytes(burn_and_close(1, 1)[0]), 16U);
    EXPECT_EQ(instruction_bytes(token::revoke(ids::token, wallet, wallet)), 6U);
    for (std::size_t n = 1; n < 5; ++n)
        EXPECT_EQ(instruction_bytes(token::harvest_withheld_to_mint(wallet, std::vector(n, key_of(1)))), 6 + n);
}

TEST(MessageSize, EqualsTheCompilerOnRandomGroups) {
    constexpr std::uint64_t seed = 20261122;
    std::mt19937_64 random{seed};
    const auto below = [&](std::size_t n) { return random() % n; };
    for (int round = 0; round < 2000; ++round) {
        Config config;
        if (below(2) == 0) {
            config.emplace();
            if (below(2) == 0) config->priority_fee = below(1000);
            if (below(2) == 0) config->unit_limit = 1;
            if (below(2) == 0) config->heap_size = 32 * 1024;
        }
        MessageSize size = empty_size(config);
        Group all;
        for (std::size_t groups = below(8); groups > 0; --groups) {
            Group group;
            for (std::size_t i = below(4); i > 0; --i) {
                Instruction instruction{numbered(3, below(4)), {}, base::Bytes(below(300))};
                for (std::size_t k = below(12); k > 0; --k)
                    instruction.accounts.push_back({numbered(4, below(20)), below(4) == 0, below(2) == 0});
                group.push_back(instruction);
            }
            const std::size_t expected = size.size_with(footprint(group));
            size.add(footprint(group));
            all.insert(all.end(), group.begin(), group.end());
            ASSERT_EQ(size.size(), expected);
            ASSERT_EQ(size.size(), compiled_size(all, config)) << "seed " << seed << " round " << round;
        }
    }
}

TEST(MessageSize, SaysWhenTheNetworksLimitsEnd) {
    MessageSize size{wallet};
    const Instruction instruction{key_of(1), {}, {}};
    size.add(footprint(Group(64, instruction)));
    EXPECT_EQ(size.instructions(), 64U);
    EXPECT_EQ(size.size_with(footprint(Group(1, instruction))), SIZE_MAX);

    Instruction wide{key_of(1), {}, {}};
    for (std::size_t i = 0; i < 62; ++i) wide.accounts.push_back({numbered(4, i), false, false});
    EXPECT_EQ(MessageSize{wallet}.size_with(footprint(Group{wide})), compiled_size({wide}));
    wide.accounts.push_back({numbered(4, 62), false, false});
    EXPECT_EQ(MessageSize{wallet}.size_with(footprint(Group{wide})), SIZE_MAX);
}

}  // namespace
}  // namespace burner::solana
