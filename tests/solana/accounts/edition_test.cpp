#include "solana/accounts/edition.hpp"

#include "solana/accounts/borsh_bytes.hpp"
#include "solana/accounts/edition_marker.hpp"
#include "solana/accounts/token_record.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

TEST(ParseEdition, TellsMastersFromPrints) {
    EXPECT_EQ(parse_edition(BorshBytes{}.u8(6).u64(3).u8(1).u64(9).zeros_to(20).data()),
              Edition(MasterEdition{3, 9, false}));
    EXPECT_EQ(parse_edition(BorshBytes{}.u8(6).u64(3).u8(0).zeros_to(282).data()),
              Edition(MasterEdition{3, std::nullopt, false}));
    EXPECT_EQ(parse_edition(BorshBytes{}.u8(2).u64(0).u8(0).key(1).key(2).data()),
              Edition(MasterEdition{0, std::nullopt, true}));
    EXPECT_EQ(parse_edition(BorshBytes{}.u8(1).key(7).u64(250).zeros_to(42).data()),
              Edition(PrintEdition{key_of(7), 250}));
    for (const std::uint8_t key : base::Bytes{0, 4, 7, 11})
        EXPECT_FALSE(parse_edition(BorshBytes{}.u8(key).zeros_to(42).data()));
    EXPECT_FALSE(parse_edition({}));
    EXPECT_FALSE(parse_edition(BorshBytes{}.u8(6).u64(3).u8(2).u64(9).data()));
    survive_damage(BorshBytes{}.u8(6).u64(3).u8(1).u64(9).data(), [](const base::Bytes& data) { parse_edition(data); });
}

TEST(StandardOf, IsWhatTheProgramActsBy) {
    const Edition master = MasterEdition{};
    const Edition old_master = MasterEdition{0, {}, true};
    const Edition print = PrintEdition{};
    Mint one;
    one.supply = 1;
    Mint many = one;
    many.supply = 2;
    Mint divisible = one;
    divisible.decimals = 1;
    struct Row {
        const Edition* edition;
        Mint mint;
        std::optional<TokenStandard> standard;
    };
    using enum TokenStandard;
    const Row rows[] = {
        {&master, one, non_fungible},    {&print, one, non_fungible_edition}, {&old_master, one, std::nullopt},
        {&master, many, std::nullopt},   {&print, divisible, std::nullopt},   {nullptr, one, fungible_asset},
        {nullptr, many, fungible_asset}, {nullptr, divisible, fungible},
    };
    for (const Row& row : rows) EXPECT_EQ(standard_of({}, row.mint, row.edition), row.standard);
    TokenMetadata said;
    said.standard = programmable_non_fungible;
    EXPECT_EQ(standard_of(said, many, nullptr), programmable_non_fungible);
}

TEST(EditionMarker, HasABitForEachPrint) {
    BorshBytes bytes;
    const auto marker = parse_edition_marker(bytes.u8(7).u8(0x80).u8(0x01).zeros_to(31).u8(0x01).data());
    ASSERT_TRUE(marker);
    for (std::uint64_t number = 0; number < 248; ++number)
        EXPECT_EQ(marker->has(number), number == 0 || number == 15 || number == 247) << number;
    EXPECT_TRUE(marker->has(248)) << "each marker begins anew";
    EXPECT_TRUE(marker->has(248 + 15));

    const auto all = parse_edition_marker(BorshBytes{}.u8(13).u32(32).zeros_to(36).u8(0x40).data());
    ASSERT_TRUE(all);
    EXPECT_TRUE(all->has(249));
    EXPECT_FALSE(all->has(1));
    EXPECT_FALSE(all->has(256));
    EXPECT_FALSE(all->has(~0ULL));

    EXPECT_FALSE(parse_edition_marker(BorshBytes{}.u8(7).zeros_to(31).data()));
    EXPECT_FALSE(parse_edition_marker(BorshBytes{}.u8(13).u32(33).zeros_to(36).data()));
    EXPECT_FALSE(parse_edition_marker({}));
}

TEST(EditionMarker, IsClosedByTheLastPrintOfWhoHasTheMaster) {
    struct Row {
        base::Bytes ledger;
        std::uint64_t number;
        bool owns_master;
        bool is_closed;
    };
    const Row rows[] = {
        {{0x80, 0}, 0, true, true},     {{0x80, 0}, 0, false, false},  // the bit stays
        {{0xc0, 0}, 0, true, false},                                   // another print is left
        {{0x80, 0x80}, 0, true, false}, {{0, 0}, 0, false, true},
        {{0, 0}, 0, true, false},      // the program would set it
        {{0x80, 0}, 99, true, false},  // beyond the ledger
    };
    for (const Row& row : rows) {
        const EditionMarker marker{row.ledger, true};
        EXPECT_EQ(is_closed_by_burn(marker, row.number, row.owns_master), row.is_closed);
    }
}

TEST(ParseTokenRecord, ReadsBothSizes) {
    const auto record = [] { return BorshBytes{}.u8(11).u8(255).u8(1).u8(1).u64(7).u8(1).key(3).u8(1).u8(2); };
    const TokenRecord expected{TokenState::locked, key_of(3), TokenDelegateRole::utility};
    EXPECT_EQ(parse_token_record(record().data()), expected) << "47 bytes";
    EXPECT_EQ(parse_token_record(record().u8(1).key(4).data()), expected);
    EXPECT_EQ(parse_token_record(BorshBytes{}.u8(11).u8(255).u8(0).zeros_to(80).data()), TokenRecord{});
    EXPECT_FALSE(parse_token_record(record().zeros_to(79).data()));
    EXPECT_FALSE(parse_token_record(BorshBytes{}.u8(11).u8(255).u8(3).zeros_to(80).data())) << "no such state";
    EXPECT_FALSE(parse_token_record(BorshBytes{}.u8(10).zeros_to(80).data()));
    survive_damage(record().zeros_to(80).data(), [](const base::Bytes& data) { parse_token_record(data); });
}

}  // namespace
}  // namespace burner::solana
