// What is decided about tokens of mints that may be NFTs.

#include <functional>

#include <gtest/gtest.h>

#include "assets/decide/decide.hpp"
#include "assets/sample.hpp"
#include "fakes/nft_bytes.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {
namespace {

using fakes::key;
using solana::TokenStandard;

const solana::Pubkey mint_address = key(3);
const solana::Pubkey collection = key(4);
constexpr std::uint64_t metadata_rent = (128 + 607) * 5'080;

/// A wallet's unlocked NFT of each standard, before a row changes it.
struct Nft {
    fakes::TokenBytes account{.mint = mint_address, .owner = wallet, .amount = 1};
    fakes::MintBytes mint{.supply = 1, .decimals = 0, .extensions = {}};
    fakes::MetadataBytes bytes{.mint = mint_address};
    MintMetadata of;
    bool has_rent = true;
    std::uint64_t lamports_per_byte = 5'080;
    bool is_read = true;

    Nft() {
        of.metadata_length = 607;
        of.metadata_lamports = {metadata_rent + 10'000'000};
        of.edition = solana::MasterEdition{};
        of.edition_lamports = {700};
    }
    void become_programmable(solana::TokenState state = solana::TokenState::unlocked) {
        bytes.standard = 4;
        account.state = 2;
        of.record = solana::TokenRecord{state, {}, {}};
        of.record_lamports = {80};
    }
    void become_print(bool with_master, bool is_own = true) {
        bytes.standard = 3;
        of.edition = solana::PrintEdition{key(5), 7};
        if (!with_master) return;
        of.master = Master{key(6), key(7), is_own};
        if (is_own) of.marker_lamports = {32};
    }
    Decision decide() {
        const auto parsed = solana::parse_token_account(solana::ids::token_2022, account.bytes());
        const auto parsed_mint = solana::parse_mint(solana::ids::token_2022, mint.bytes());
        const solana::Rent rent{lamports_per_byte, 1.0};
        if (of.metadata_length > 0) of.metadata = solana::parse_token_metadata(bytes.bytes());
        Facts facts{&*parsed_mint, is_read ? &of : nullptr, has_rent ? &rent : nullptr};
        return assets::decide({wallet}, *parsed, facts);
    }
};

struct BlockedRow {
    const char* name;
    std::function<void(Nft&)> arrange;
    BlockedCode code;
    ItemType type = ItemType::nft;
};

const BlockedRow blocked_rows[] = {
    {"frozen", [](Nft& n) { n.account.state = 2; }, BlockedCode::frozen},
    {"frozen_print",
     [](Nft& n) {
         n.become_print(true);
         n.account.state = 2;
     },
     BlockedCode::frozen},
    {"locked", [](Nft& n) { n.become_programmable(solana::TokenState::locked); }, BlockedCode::locked},
    {"listed", [](Nft& n) { n.become_programmable(solana::TokenState::listed); }, BlockedCode::locked},
    {"has_prints", [](Nft& n) { n.of.edition = solana::MasterEdition{1, {}, false}; }, BlockedCode::has_prints},
    {"collection", [](Nft& n) { n.bytes.size = 1; }, BlockedCode::collection_not_empty},
    {"paused", [](Nft& n) { n.mint.extensions = {fakes::pausable(true)}; }, BlockedCode::mint_paused},
    {"confidential", [](Nft& n) { n.account.extensions = {fakes::confidential_account(true)}; },
     BlockedCode::confidential_balance},
    {"no_rent", [](Nft& n) { n.has_rent = false; }, BlockedCode::source_unavailable},
    {"not_read", [](Nft& n) { n.is_read = false; }, BlockedCode::source_unavailable, ItemType::token},
    // What only Token Metadata could thaw and then would not burn.
    {"programmable_without_record",
     [](Nft& n) {
         n.become_programmable();
         n.of.record.reset();
     },
     BlockedCode::frozen},
    {"programmable_of_uncounted_collection",
     [](Nft& n) {
         n.become_programmable();
         n.bytes.collection = collection;
         n.of.collection_size = 0;
     },
     BlockedCode::frozen},
};

TEST(DecideNft, BlocksWhatCannotBeBurned) {
    for (const BlockedRow& row : blocked_rows) {
        SCOPED_TRACE(row.name);
        Nft nft;
        row.arrange(nft);
        const Decision decision = nft.decide();
        EXPECT_EQ(decision.blocked, row.code);
        EXPECT_EQ(decision.type, row.type);
        EXPECT_FALSE(decision.through_metadata);
    }
}

struct BurnRow {
    const char* name;
    std::function<void(Nft&)> arrange;
    MetadataBurn expected;
    bool revoke = false;
};

const BurnRow burn_rows[] = {
    {"legacy", [](Nft&) {}, {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}}},
    {"old_metadata",
     [](Nft& n) { n.bytes.standard.reset(); },
     {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}}},
    {"delegated_to_itself",
     [](Nft& n) { n.account.delegate = wallet; },
     {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}},
     true},
    {"delegated",
     [](Nft& n) {
         n.account.delegate = stranger;
         n.account.delegated_amount = 1;
     },
     {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}}},
    {"of_collection",
     [](Nft& n) { n.bytes.collection = collection; },
     {TokenStandard::non_fungible, collection, {}, {metadata_rent + 700}}},
    {"of_counted_collection",
     [](Nft& n) {
         n.bytes.collection = collection;
         n.of.collection_size = 1;
     },
     {TokenStandard::non_fungible, collection, {}, {metadata_rent + 700}}},
    {"of_unverified_collection",
     [](Nft& n) {
         n.bytes.collection = collection;
         n.bytes.is_verified = false;
         n.of.collection_size = 0;
     },
     {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}}},
    {"empty_collection",
     [](Nft& n) { n.bytes.size = 0; },
     {TokenStandard::non_fungible, {}, {}, {metadata_rent + 700}}},
    {"programmable",
     [](Nft& n) { n.become_programmable(); },
     {TokenStandard::programmable_non_fungible, {}, {}, {metadata_rent + 780}}},
    {"programmable_closed_by_edition",
     [](Nft& n) {
         n.become_programmable();
         n.account.close_authority = solana::token_metadata::edition_address(mint_address);
     },
     {TokenStandard::programmable_non_fungible, {}, {}, {metadata_rent + 780}}},
    {"print_of_own_master",
     [](Nft& n) { n.become_print(true); },
     {TokenStandard::non_fungible_edition, {}, {{key(6), key(7), 7}}, {metadata_rent + 732}, true}},
    {"print_of_foreign_master",
     [](Nft& n) { n.become_print(true, false); },
     {TokenStandard::non_fungible_edition, {}, {{key(6), key(7), 7}}, {metadata_rent + 700}, false}},
    {"print_of_foreign_master_that_closes_an_empty_marker",
     [](Nft& n) {
         n.become_print(true, false);
         n.of.marker_lamports = {32};
     },
     {TokenStandard::non_fungible_edition, {}, {{key(6), key(7), 7}}, {metadata_rent + 732}, true}},
};

TEST(DecideNft, BurnsThroughTokenMetadata) {
    for (const BurnRow& row : burn_rows) {
        SCOPED_TRACE(row.name);
        Nft nft;
        row.arrange(nft);
        Decision expected;
        expected.type = ItemType::nft;
        expected.must_revoke = row.revoke;
        expected.through_metadata = row.expected;
        expected.through_metadata->rent =
            row.expected.refund - nft.of.marker_lamports;  // others may have paid for that
        EXPECT_EQ(nft.decide(), expected);
    }
}

TEST(DecideNft, CountsAsRentWhatItsAccountsEverNeeded) {
    Nft nft;
    nft.become_programmable();
    nft.of.edition_lamports = nft.of.record_lamports = {1'000'000'000};
    nft.of.edition_length = 282;
    nft.of.record_length = 80;
    EXPECT_EQ(nft.decide().through_metadata->rent.value, metadata_rent + (128 + 282) * 6'960 + (128 + 80) * 6'960);
    nft.of.edition_length = nft.of.record_length = 5'000;  // no such account is so large
    EXPECT_EQ(nft.decide().through_metadata->rent.value, metadata_rent + (128 + 282) * 6'960 + (128 + 80) * 6'960);
    nft.lamports_per_byte = 1'000'000;  // a rent that there never was
    nft.of.metadata_lamports = {735'000'000};
    EXPECT_EQ(nft.decide().through_metadata->rent.value, (607 + 282 + 80 + 3 * 128) * 6'960);
}

struct PlainRow {
    const char* name;
    std::function<void(Nft&)> arrange;
    std::string_view reason;
    bool close = true;
    bool harvest = false;
};

const PlainRow plain_rows[] = {
    {"without_metadata", [](Nft& n) { n.of.metadata_length = 0; }, "Its metadata is missing or cannot be read"},
    {"metadata_of_another_mint", [](Nft& n) { n.bytes.mint = key(9); }, "Its metadata names another mint"},
    {"without_edition", [](Nft& n) { n.of.edition.reset(); }, "Its edition is missing or cannot be read"},
    {"unlike_its_edition", [](Nft& n) { n.bytes.standard = 3; }, "Its metadata and its edition contradict each other"},
    {"more_than_one", [](Nft& n) { n.mint.supply = 2; }, "More than one such token exists"},
    {"thawed_programmable_without_record", [](Nft& n) { n.bytes.standard = 4; },
     "Its token record is missing or cannot be read"},
    {"foreign_close_authority", [](Nft& n) { n.account.close_authority = stranger; },
     "Only another address may close its account", false},
    {"withheld_fee", [](Nft& n) { n.account.extensions = {fakes::withheld_fee(1)}; }, "Its account holds transfer fees",
     true, true},
    {"uncounted_collection",
     [](Nft& n) {
         n.bytes.collection = collection;
         n.of.collection_size = 0;
     },
     "Its collection's member count is already zero"},
    {"print_of_unknown_master", [](Nft& n) { n.become_print(false); }, "It is a print whose master is not known"},
    {"metadata_of_less_than_its_rent", [](Nft& n) { n.of.metadata_lamports = {metadata_rent - 1}; },
     "Its metadata account holds less than today's rent"},
    {"metadata_of_little_more", [](Nft& n) { n.of.metadata_lamports = {metadata_rent + 1}; },
     "Its metadata account holds less than today's rent"},
};

TEST(DecideNft, BurnsTheRestByTheTokenProgramAndSaysWhatStays) {
    for (const PlainRow& row : plain_rows) {
        SCOPED_TRACE(row.name);
        Nft nft;
        row.arrange(nft);
        Decision expected;
        expected.type = ItemType::nft;
        expected.may_close = row.close;
        expected.must_harvest = row.harvest;
        expected.left_behind = {row.reason, nft.of.metadata_lamports + nft.of.edition_lamports};
        EXPECT_EQ(nft.decide(), expected);
    }
}

struct TypeRow {
    const char* name;
    std::function<void(Nft&)> arrange;
    ItemType type;
};

TEST(DecideNft, TellsNftsFromTokens) {
    const TypeRow rows[] = {
        {"nothing of Token Metadata", [](Nft& n) { n.of = {}; }, ItemType::token},
        {"an edition alone", [](Nft& n) { n.of.metadata_length = 0; }, ItemType::nft},
        {"fungible",
         [](Nft& n) {
             n.bytes.standard = 2;
             n.of.edition.reset();
         },
         ItemType::token},
        {"semi-fungible",
         [](Nft& n) {
             n.bytes.standard = 1;
             n.of.edition.reset();
         },
         ItemType::fungible_asset},
        {"old, no edition",
         [](Nft& n) {
             n.bytes.standard.reset();
             n.of.edition.reset();
         },
         ItemType::fungible_asset},
        {"decimals", [](Nft& n) { n.mint.decimals = 2; }, ItemType::token},
        {"empty", [](Nft& n) { n.account.amount = 0; }, ItemType::empty_account},
    };
    for (const TypeRow& row : rows) {
        SCOPED_TRACE(row.name);
        Nft nft;
        row.arrange(nft);
        const Decision decision = nft.decide();
        EXPECT_EQ(decision.type, row.type);
        EXPECT_FALSE(decision.blocked);
    }
}

TEST(DecideNft, KnowsTheTypeForAMultisigToo) {
    Nft nft;
    const auto parsed = solana::parse_token_account(solana::ids::token, nft.account.bytes());
    const auto mint = solana::parse_mint(solana::ids::token, nft.mint.bytes());
    const Decision decision = decide({wallet, true}, *parsed, {&*mint, &nft.of, nullptr});
    EXPECT_EQ(decision, block(ItemType::nft, BlockedCode::multisig_owner));
}

}  // namespace
}  // namespace burner::assets
