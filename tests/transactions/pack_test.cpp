#include "transactions/pack/pack.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "fakes/token_bytes.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/size.hpp"
#include "solana/transaction.hpp"

namespace burner::transactions {
namespace {

using fakes::key;
using solana::Instruction;
using solana::Pubkey;

const Pubkey wallet = key(1);

enum class Around { nothing, limit_and_price, donation_too };

Frame frame_of(Around kind, std::size_t reserve_bytes = 0) {
    Frame frame{.payer = wallet, .reserve_bytes = reserve_bytes};
    if (kind == Around::nothing) return frame;
    frame.instructions = {solana::compute_budget::set_unit_limit(200'000),
                          solana::compute_budget::set_unit_price(1'000)};
    if (kind == Around::donation_too) frame.instructions.push_back(solana::system::transfer(wallet, key(2), {1'000}));
    return frame;
}

/// Version 1, which has limit and price in its header.
Frame v1_frame(bool donates = false, std::size_t reserve_bytes = 0, std::size_t max_keys = 62) {
    Frame frame{.payer = wallet, .reserve_bytes = reserve_bytes, .max_keys = max_keys};
    frame.config = solana::MessageConfig{7, 3'000, 200'000, std::nullopt};
    if (donates) frame.instructions = {solana::system::transfer(wallet, key(2), {1'000})};
    return frame;
}

/// The same where another key pays and the wallet signs beside it.
Frame paid_by_another(Frame frame) {
    frame.payer = key(3);
    frame.second_signer = wallet;
    return frame;
}

struct Recipe {
    Pubkey program = solana::ids::token;
    std::optional<Pubkey> burnt_mint = std::nullopt;
    std::optional<Pubkey> harvested_mint = std::nullopt;
    bool close = true;
    bool revoke = false;
};

Group group(std::uint32_t number, const Recipe& recipe) {
    const Pubkey account = key(10'000 + number);
    Group made;
    made.selections = {{.address = account}};
    auto& out = made.instructions;
    if (recipe.revoke) out.push_back(solana::token::revoke(recipe.program, account, wallet));
    if (recipe.burnt_mint) {
        out.push_back(solana::token::burn_checked(recipe.program, account, *recipe.burnt_mint, wallet, 5, 6));
    }
    if (recipe.harvested_mint)
        out.push_back(solana::token::harvest_withheld_to_mint(*recipe.harvested_mint, {&account, 1}));
    if (recipe.close) out.push_back(solana::token::close_account(recipe.program, account, wallet, wallet));
    return made;
}

/// nullopt where the codec compiles no such message, as of more than 64 keys.
std::optional<solana::Message> compiled(const std::vector<Group>& groups, const Bin& bin, const Frame& frame) {
    std::vector<Instruction> all = frame.instructions;
    for (const std::size_t i : bin) {
        all.insert(all.end(), groups[i].instructions.begin(), groups[i].instructions.end());
    }
    try {
        return frame.config ? solana::compile(frame.payer, all, {}, *frame.config)
                            : solana::compile(frame.payer, all, {});
    } catch (const std::length_error&) {
        return std::nullopt;
    }
}

bool fits(const std::vector<Group>& groups, const Bin& bin, const Frame& frame) {
    const auto message = compiled(groups, bin, frame);
    return message && message->keys.size() <= frame.max_keys && message->instructions.size() <= 64 &&
           serialize(solana::unsigned_transaction(*message)).size() + frame.reserve_bytes <=
               solana::max_transaction_bytes(frame.version());
}

/// Every group once, and nothing over the limits by the codec's own count.
void expect_valid(const std::vector<Group>& groups, const std::vector<Bin>& bins, const Frame& frame) {
    std::vector<std::size_t> seen;
    for (const Bin& bin : bins) {
        EXPECT_TRUE(std::ranges::is_sorted(bin));
        EXPECT_TRUE(fits(groups, bin, frame));
        seen.insert(seen.end(), bin.begin(), bin.end());
    }
    std::ranges::sort(seen);
    ASSERT_EQ(seen.size(), groups.size());
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i);
}

/// The fewest transactions, by trying every division of at most about a dozen groups.
std::size_t optimum(const std::vector<Group>& groups, const Frame& frame) {
    const std::size_t sets = std::size_t{1} << groups.size();
    std::vector<bool> does_fit(sets);
    for (std::size_t set = 1; set < sets; ++set) {
        Bin bin;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if ((set >> i & 1) != 0) bin.push_back(i);
        }
        does_fit[set] = fits(groups, bin, frame);
    }
    std::vector<std::size_t> fewest(sets, groups.size());
    fewest[0] = 0;
    for (std::size_t set = 1; set < sets; ++set) {
        for (std::size_t part = set; part > 0; part = (part - 1) & set) {
            if (does_fit[part]) fewest[set] = std::min(fewest[set], fewest[set ^ part] + 1);
        }
    }
    return fewest[sets - 1];
}

struct UniformCase {
    const char* name;
    Recipe recipe;  ///< mints are made distinct unless `one_mint`
    bool one_mint;
    std::size_t bare, limit_and_price, with_donation;  ///< groups that one transaction holds
};

class UniformPack : public testing::TestWithParam<UniformCase> {};

std::vector<Group> uniform(const UniformCase& wanted, std::uint32_t count) {
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < count; ++i) {
        Recipe recipe = wanted.recipe;
        const Pubkey mint = key(500'000 + (wanted.one_mint ? 0 : i));
        if (recipe.burnt_mint) recipe.burnt_mint = mint;
        if (recipe.harvested_mint) recipe.harvested_mint = mint;
        groups.push_back(group(i, recipe));
    }
    return groups;
}

TEST_P(UniformPack, HoldsAsManyAsTheTable) {
    const UniformCase& wanted = GetParam();
    const std::pair<Around, std::size_t> rows[] = {{Around::nothing, wanted.bare},
                                                   {Around::limit_and_price, wanted.limit_and_price},
                                                   {Around::donation_too, wanted.with_donation}};
    for (const auto& [kind, max_in_bin] : rows) {
        const auto frame = frame_of(kind);
        const auto full = uniform(wanted, static_cast<std::uint32_t>(max_in_bin));
        EXPECT_EQ(pack(frame, full).size(), 1U);
        const auto one_more = uniform(wanted, static_cast<std::uint32_t>(max_in_bin) + 1);
        EXPECT_EQ(pack(frame, one_more).size(), 2U);
        const auto many = uniform(wanted, 300);
        const auto bins = pack(frame, many);
        EXPECT_EQ(bins.size(), (300 + max_in_bin - 1) / max_in_bin);
        expect_valid(many, bins, frame);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Pack, UniformPack,
    testing::Values(
        UniformCase{"close", {}, false, 27, 25, 23},
        UniformCase{"close_2022", {.program = solana::ids::token_2022}, false, 27, 25, 23},
        UniformCase{"burn_close", {.burnt_mint = Pubkey{}}, false, 12, 11, 10},
        UniformCase{"burn_close_one_mint", {.burnt_mint = Pubkey{}}, true, 18, 17, 16},
        UniformCase{
            "harvest_close", {.program = solana::ids::token_2022, .harvested_mint = Pubkey{}}, false, 13, 12, 11},
        UniformCase{"burn_harvest_close",
                    {.program = solana::ids::token_2022, .burnt_mint = Pubkey{}, .harvested_mint = Pubkey{}},
                    false,
                    11,
                    10,
                    9}),
    [](const auto& row) { return row.param.name; });

TEST(Pack, PutsAThousandClosesIntoFortyTransactions) {
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < 1'000; ++i) groups.push_back(group(i, {}));
    const auto frame = frame_of(Around::limit_and_price);
    const auto bins = pack(frame, groups);
    EXPECT_EQ(bins.size(), 40U);
    expect_valid(groups, bins, frame);
}

TEST(Pack, LeavesRoomForAnotherPayer) {
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < 230; ++i) groups.push_back(group(i, {}));
    const auto frame = frame_of(Around::donation_too);
    EXPECT_EQ(pack(frame, groups).size(), 10U);
    EXPECT_EQ(paid_by_another(frame).size().size(), frame.size().size() + 32 + 64);
    EXPECT_EQ(pack(paid_by_another(frame), groups).size(), 11U);  // 21 in each, for 23
}

TEST(Pack, KeepsTheBurnsOfOneMintTogetherWhateverTheirOrder) {
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < 48; ++i) groups.push_back(group(i, {.burnt_mint = key(500'000 + i % 3)}));
    EXPECT_EQ(pack(frame_of(Around::donation_too), groups).size(), 3U);
}

Recipe random_recipe(std::mt19937& random, std::uint32_t mints) {
    Recipe recipe;
    const Pubkey mint = key(500'000 + static_cast<std::uint32_t>(random()) % mints);
    if (random() % 2 == 0) recipe.program = solana::ids::token_2022;
    if (random() % 3 != 0) recipe.burnt_mint = mint;
    if (recipe.program == solana::ids::token_2022 && random() % 3 == 0) recipe.harvested_mint = mint;
    recipe.close = !recipe.burnt_mint || random() % 4 != 0;
    recipe.revoke = random() % 5 == 0;
    return recipe;
}

TEST(Pack, IsOptimalOnSmallRandomCases) {
    std::mt19937 random(20'260'409);
    for (int round = 0; round < 400; ++round) {
        SCOPED_TRACE(testing::Message() << "seed 20260409, round " << round);
        std::vector<Group> groups;
        const std::uint32_t count = 2 + static_cast<std::uint32_t>(random()) % 8;
        const std::uint32_t mints = 1 + static_cast<std::uint32_t>(random()) % 8;
        for (std::uint32_t i = 0; i < count; ++i) groups.push_back(group(i, random_recipe(random, mints)));
        const auto kind = static_cast<Around>(random() % 3);
        // Beyond what clients may ask for: few fit, so there are more divisions.
        const auto frame = frame_of(kind, 500 + random() % 330);
        const auto bins = pack(frame, groups);
        expect_valid(groups, bins, frame);
        EXPECT_EQ(bins.size(), optimum(groups, frame));
    }
}

TEST(Pack, StaysValidOnLargeMixedWallets) {
    std::mt19937 random(7);
    for (const std::uint32_t mints : {3U, 40U, 700U}) {
        std::vector<Group> groups;
        for (std::uint32_t i = 0; i < 1'000; ++i) groups.push_back(group(i, random_recipe(random, mints)));
        const auto frame = frame_of(Around::donation_too, 100);
        expect_valid(groups, pack(frame, groups), frame);
        expect_valid(groups, pack(v1_frame(true, 100), groups), v1_frame(true, 100));
        for (const Frame& paid : {paid_by_another(frame), paid_by_another(v1_frame(true, 100))})
            expect_valid(groups, pack(paid, groups), paid);
    }
}

/// What a burn takes: keys of its own and of its program, one of some collections, bytes of data.
struct Family {
    std::uint32_t program, own_keys, program_keys, collections, data;
};
constexpr Family families[] = {
    {1, 1, 0, 0, 1}, {1, 2, 0, 0, 10}, {2, 5, 4, 40, 10}, {3, 1, 0, 10, 2}, {4, 14, 4, 0, 116}};

Group burn_of(const Family& family, std::uint32_t number, std::uint32_t collection) {
    Instruction burn{key(400'000 + family.program), {{wallet, true, true}}, base::Bytes(family.data)};
    const auto add = [&burn](std::uint32_t first, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) burn.accounts.push_back({key(first + i), false, true});
    };
    add(10'000 + number * 16, family.own_keys);
    add(410'000 + family.program * 10, family.program_keys);
    if (family.collections > 0) add(500'000 + family.program * 1'000 + collection % family.collections, 1);
    Group made;
    made.selections = {{.address = burn.accounts[1].key}};
    made.instructions = {std::move(burn)};
    return made;
}

std::size_t first_fit_decreasing(const std::vector<Group>& groups, const Frame& frame) {
    const solana::MessageSize empty = frame.size();
    std::vector<solana::Footprint> sorted;
    for (const Group& each : groups) sorted.push_back(solana::footprint(each.instructions));
    std::ranges::sort(sorted, std::greater{}, [&](const auto& each) { return empty.size_with(each); });
    std::vector<solana::MessageSize> transactions;
    for (const auto& footprint : sorted) {
        auto place = std::ranges::find_if(transactions, [&](solana::MessageSize transaction) {
            if (transaction.size_with(footprint) > frame.max_bytes()) return false;
            transaction.add(footprint);
            return transaction.keys() <= frame.max_keys;
        });
        if (place == transactions.end()) place = transactions.insert(place, empty);
        place->add(footprint);
    }
    return transactions.size();
}

TEST(Pack, NeverMakesMoreThanFirstFitDecreasing) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        std::mt19937 random(seed);
        std::vector<Group> groups;
        for (std::uint32_t i = 0; i < 300; ++i) {
            const Family& family = families[random() % std::size(families)];
            groups.push_back(burn_of(family, i, static_cast<std::uint32_t>(random())));
        }
        for (const Frame& frame : {frame_of(Around::limit_and_price), v1_frame(), v1_frame(true, 100),
                                   paid_by_another(frame_of(Around::limit_and_price)), paid_by_another(v1_frame())}) {
            const auto bins = pack(frame, groups);
            expect_valid(groups, bins, frame);
            EXPECT_LE(bins.size(), first_fit_decreasing(groups, frame));
        }
    }
}

TEST(PackVersion1, HoldsAsManyAsItsAddressesAllow) {
    struct Row {
        const char* name;
        Recipe recipe;
        std::size_t all_64, donating, with_room;  ///< with_room: a donation, 100 bytes and two addresses free
    };
    const Row rows[] = {{"close", {}, 62, 60, 58},
                        {"burn_close", {.burnt_mint = Pubkey{}}, 31, 30, 29},
                        {"burn_harvest_close",
                         {.program = solana::ids::token_2022, .burnt_mint = Pubkey{}, .harvested_mint = Pubkey{}},
                         21,
                         21,
                         21}};
    for (const Row& row : rows) {
        const UniformCase uniform_case{row.name, row.recipe, false, 0, 0, 0};
        const std::pair<Frame, std::size_t> limits[] = {{v1_frame(false, 0, 64), row.all_64},
                                                        {v1_frame(true, 0, 64), row.donating},
                                                        {v1_frame(true, 100), row.with_room}};
        for (const auto& [frame, most] : limits) {
            EXPECT_EQ(pack(frame, uniform(uniform_case, static_cast<std::uint32_t>(most))).size(), 1U) << row.name;
            const auto many = uniform(uniform_case, 300);
            const auto bins = pack(frame, many);
            EXPECT_EQ(bins.size(), (300 + most - 1) / most) << row.name;
            expect_valid(many, bins, frame);
        }
    }
}

TEST(PackVersion1, PutsAThousandDonatingClosesIntoEighteenTransactions) {
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < 1'000; ++i) groups.push_back(group(i, {}));
    EXPECT_EQ(pack(v1_frame(true, 100), groups).size(), 18U);
    EXPECT_EQ(pack(frame_of(Around::donation_too, 100), groups).size(), 48U);
}

TEST(PackVersion1, IsOptimalOnSmallRandomCases) {
    std::mt19937 random(20'260'915);
    for (int round = 0; round < 400; ++round) {
        SCOPED_TRACE(testing::Message() << "seed 20260915, round " << round);
        std::vector<Group> groups;
        const std::uint32_t count = 2 + static_cast<std::uint32_t>(random()) % 8;
        const std::uint32_t mints = 1 + static_cast<std::uint32_t>(random()) % 8;
        for (std::uint32_t i = 0; i < count; ++i) groups.push_back(group(i, random_recipe(random, mints)));
        // Few addresses, or few bytes: either may be what runs out.
        const bool is_narrow = random() % 2 == 0;
        const auto frame =
            v1_frame(random() % 2 == 0, is_narrow ? 0 : 3'300 + random() % 400, is_narrow ? 8 + random() % 8 : 62);
        const auto bins = pack(frame, groups);
        expect_valid(groups, bins, frame);
        EXPECT_EQ(bins.size(), optimum(groups, frame));
    }
}

TEST(Pack, IsDeterministic) {
    std::mt19937 random(11);
    std::vector<Group> groups;
    for (std::uint32_t i = 0; i < 60; ++i) groups.push_back(group(i, random_recipe(random, 9)));
    const auto frame = frame_of(Around::limit_and_price, 100);
    EXPECT_EQ(pack(frame, groups), pack(frame, groups));
}

TEST(Pack, HasNothingToDoWithoutGroups) {
    EXPECT_TRUE(pack(frame_of(Around::nothing), {}).empty());
}

TEST(Pack, ThrowsForAGroupThatCannotFitAlone) {
    const std::vector<Group> groups{group(0, {.burnt_mint = key(3)})};
    EXPECT_THROW(pack(frame_of(Around::donation_too, 1'000), groups), std::length_error);
}

}  // namespace
}  // namespace burner::transactions
