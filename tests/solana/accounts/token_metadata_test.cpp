#include "solana/accounts/token_metadata.hpp"

#include "solana/accounts/borsh_bytes.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

/// Up to and with the edition nonce.
BorshBytes head() {
    BorshBytes bytes;
    bytes.u8(4).key(1).key(2).text("Name", 32).text("SYM", 10).text("https://x", 200).u16(500);
    bytes.u8(1).u32(1).key(3).u8(1).u8(100);  // one creator
    return bytes.u8(0).u8(1).u8(1).u8(254);
}

TokenMetadata plain() {
    TokenMetadata metadata;
    metadata.update_authority = key_of(1);
    metadata.mint = key_of(2);
    metadata.name = "Name";
    metadata.symbol = "SYM";
    metadata.uri = "https://x";
    return metadata;
}

TokenMetadata member() {
    TokenMetadata metadata = plain();
    metadata.standard = TokenStandard::programmable_non_fungible;
    metadata.collection = {key_of(7), true};
    return metadata;
}

BorshBytes with_member_fields() {
    return head().u8(1).u8(4).u8(1).u8(1).key(7);
}

TEST(ParseTokenMetadata, ReadsAccountsOfEveryAge) {
    EXPECT_EQ(parse_token_metadata(head().zeros_to(679).data()), plain()) << "before standards and collections";
    EXPECT_EQ(parse_token_metadata(with_member_fields().zeros_to(607).data()), member());
    EXPECT_EQ(parse_token_metadata(with_member_fields().u8(1).u8(2).u64(3).u64(4).zeros_to(607).data()), member())
        << "with uses";
    BorshBytes empty;
    empty.u8(4).key(1).key(2).text("").text("").text("").u16(0).u8(0).u8(0).u8(0).u8(0);
    EXPECT_EQ(parse_token_metadata(empty.zeros_to(607).data())->name, "");
}

TEST(ParseTokenMetadata, TellsCollectionsAndTheirSize) {
    TokenMetadata expected = plain();
    expected.standard = TokenStandard::non_fungible;
    expected.is_collection = true;
    const auto details = [] { return head().u8(1).u8(0).u8(0).u8(0).u8(1); };
    EXPECT_EQ(parse_token_metadata(details().u8(1).u64(9).zeros_to(607).data()), expected) << "V2 does not count";
    expected.collection_size = 9;
    EXPECT_EQ(parse_token_metadata(details().u8(0).u64(9).zeros_to(607).data()), expected);
    EXPECT_FALSE(parse_token_metadata(details().u8(2).u64(9).zeros_to(607).data())->is_collection);
}

TEST(ParseTokenMetadata, BelievesStandardAndCollectionTogetherOrNotAtAll) {
    const std::pair<BorshBytes, std::string_view> rows[] = {
        {head().u8(2), "standard: no option"},
        {head().u8(1).u8(6), "standard unknown"},
        {head().u8(1).u8(4).u8(2), "collection: no option"},
        {head().u8(1).u8(4).u8(1).u8(3).key(7), "verified: neither"},
        {with_member_fields().u8(7), "uses: no option"},
        {with_member_fields().u8(1).u8(3).u64(0).u64(0), "use method unknown"},
    };
    for (auto [bytes, what] : rows) EXPECT_EQ(parse_token_metadata(bytes.zeros_to(607).data()), plain()) << what;
}

// Of the mint DFR3KjTso6PFCyUtq48a2aPZQpMMoaFgtbdxtaLxF2TR: behind the nonce stands what is left of longer creators.
TEST(ParseTokenMetadata, SurvivesTheCorruptionOfRealAccounts) {
    const auto rest = from_hex(
        "95f87b89e64dcb087c913f84dce0403cfd1121125150ba0ff8f7f9f301141af42f5e23e840447c2864245dbe52262495f838485f44329d"
        "01"
        "9b5f7131f7b00114010101ff");
    EXPECT_EQ(parse_token_metadata(head().bytes(rest).zeros_to(679).data()), plain());
}

TEST(ParseTokenMetadata, KnowsWhatIsNoMetadata) {
    EXPECT_FALSE(parse_token_metadata({}));
    EXPECT_FALSE(parse_token_metadata(base::Bytes(1))) << "what a burn leaves";
    base::Bytes other = with_member_fields().zeros_to(607).data();
    other[0] = 6;
    EXPECT_FALSE(parse_token_metadata(other));
    BorshBytes hostile;
    hostile.u8(4).key(1).key(2).u32(0xffffffff);
    EXPECT_FALSE(parse_token_metadata(hostile.zeros_to(607).data()));
    BorshBytes creators;
    creators.u8(4).key(1).key(2).text("").text("").text("").u16(0).u8(1).u32(0xffffffff);
    EXPECT_FALSE(parse_token_metadata(creators.zeros_to(607).data()));
}

TEST(ParseTokenMetadata, SurvivesEveryTruncationAndByteChange) {
    survive_damage(with_member_fields().u8(0).u8(1).u8(0).u64(9).data(),
                   [](const base::Bytes& data) { parse_token_metadata(data); });
}

TEST(TokenStandard, SaysWhatABurnNeeds) {
    using enum TokenStandard;
    struct Row {
        TokenStandard standard;
        bool fungible, print, programmable;
    };
    for (const Row& row : {Row{non_fungible, false, false, false}, Row{fungible_asset, true, false, false},
                           Row{fungible, true, false, false}, Row{non_fungible_edition, false, true, false},
                           Row{programmable_non_fungible, false, false, true},
                           Row{programmable_non_fungible_edition, false, true, true}}) {
        EXPECT_EQ(is_fungible(row.standard), row.fungible);
        EXPECT_EQ(is_print(row.standard), row.print);
        EXPECT_EQ(is_programmable(row.standard), row.programmable);
    }
}

}  // namespace
}  // namespace burner::solana
