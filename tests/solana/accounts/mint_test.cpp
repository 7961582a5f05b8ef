#include "solana/accounts/mint.hpp"

#include "solana/accounts/account_bytes.hpp"
#include "solana/programs/ids.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

std::optional<Mint> classic(const AccountBytes& bytes) {
    return parse_mint(ids::token, bytes.data());
}

std::optional<Mint> extended(const AccountBytes& bytes) {
    return parse_mint(ids::token_2022, bytes.data());
}

base::Bytes metadata(std::string_view name, std::string_view symbol, std::string_view uri) {
    base::Bytes value(64);
    for (const std::string_view text : {name, symbol, uri}) {
        base::append_le(value, static_cast<std::uint32_t>(text.size()));
        base::append(value, base::as_bytes(text));
    }
    base::append_le(value, std::uint32_t{0});
    return value;
}

TEST(ParseMint, ReadsTheFieldsOfBothPrograms) {
    AccountBytes bytes = AccountBytes::mint();
    bytes.optional_key(0, 1, 5).optional_key(46, 1, 6);
    Mint expected;
    expected.supply = 1000;
    expected.decimals = 6;
    expected.mint_authority = key_of(5);
    expected.freeze_authority = key_of(6);
    EXPECT_EQ(classic(bytes), expected);
    EXPECT_EQ(extended(bytes), expected);
    EXPECT_FALSE(parse_mint(ids::system, bytes.data()));
    EXPECT_FALSE(classic(bytes.byte(45, 0))) << "not initialised";
}

TEST(ParseMint, BelievesTheTagNotTheStaleBytes) {
    const auto mint = classic(AccountBytes::mint().optional_key(0, 0, 5).optional_key(46, 0, 6));
    ASSERT_TRUE(mint);
    EXPECT_FALSE(mint->mint_authority);
    EXPECT_FALSE(mint->freeze_authority);
    EXPECT_FALSE(classic(AccountBytes::mint().optional_key(46, 2, 6)));
}

TEST(ParseMint, TellsMintsFromAccounts) {
    EXPECT_FALSE(classic(AccountBytes::token_account()));
    EXPECT_FALSE(extended(AccountBytes::token_account()));
    EXPECT_FALSE(extended(AccountBytes::token_account().byte(45, 1).extension(7, {})));
    EXPECT_FALSE(classic(AccountBytes::mint().extension(9, {})));
    EXPECT_FALSE(extended(AccountBytes::mint().extension(9, {}).byte(100, 1))) << "the padding is zero";
    EXPECT_FALSE(extended(AccountBytes::mint().extension(9, {}).byte(165, 2)));
    base::Bytes multisig = AccountBytes::mint().extension(9, {}).data();
    multisig.resize(355);
    EXPECT_FALSE(parse_mint(ids::token_2022, multisig));
    multisig.resize(357);
    EXPECT_TRUE(parse_mint(ids::token_2022, multisig));
}

TEST(ParseMint, ReadsItsExtensions) {
    const auto with = [](std::uint16_t type, const base::Bytes& value) {
        return extended(AccountBytes::mint().extension(type, value)).value();
    };
    EXPECT_TRUE(with(24, base::Bytes(196)).has_confidential_mint_burn);
    EXPECT_EQ(with(12, base::Bytes(32, 7)).permanent_delegate, key_of(7));
    EXPECT_FALSE(with(12, base::Bytes(32)).permanent_delegate);
    EXPECT_EQ(with(14, zeros_with(64, 32, 32, 7)).transfer_hook, key_of(7));
    EXPECT_FALSE(with(14, zeros_with(64, 0, 32, 7)).transfer_hook) << "an authority, but no program";
    EXPECT_EQ(with(18, zeros_with(64, 32, 32, 7)).metadata_address, key_of(7));
    EXPECT_TRUE(with(26, zeros_with(33, 32, 1, 1)).is_paused);
    EXPECT_FALSE(with(26, zeros_with(33, 0, 32, 1)).is_paused) << "pausable, but running";
    EXPECT_TRUE(with(28, zeros_with(32, 31, 1, 1)).has_permissioned_burn);
    EXPECT_FALSE(with(28, base::Bytes(32)).has_permissioned_burn);
}

TEST(ParseMint, ReadsEmbeddedMetadata) {
    const AccountBytes bytes = AccountBytes::mint()
                                   .extension(18, zeros_with(64, 32, 32, 7))
                                   .extension(19, metadata("Näme", "SYM", "https://x"));
    const auto mint = extended(bytes);
    ASSERT_TRUE(mint);
    EXPECT_EQ(mint->metadata, (EmbeddedMetadata{"Näme", "SYM", "https://x"}));
    EXPECT_EQ(mint->metadata_address, key_of(7));

    base::Bytes cut = metadata("name", "symbol", "uri");
    cut.resize(cut.size() - 4 - 1);
    EXPECT_FALSE(extended(AccountBytes::mint().extension(19, cut))->metadata) << "the mint itself is still sound";
    EXPECT_FALSE(extended(AccountBytes::mint().extension(19, base::Bytes(63)))->metadata);
    base::Bytes huge = metadata("", "", "");
    std::fill_n(huge.begin() + 64, 4, std::uint8_t{0xff});
    EXPECT_FALSE(extended(AccountBytes::mint().extension(19, huge))->metadata);
}

TEST(ParseMint, SurvivesEveryTruncationAndByteChange) {
    base::Bytes data = AccountBytes::mint()
                           .extension(1, base::Bytes(108, 1))
                           .extension(26, base::Bytes(33))
                           .extension(19, metadata("n", "s", "u"))
                           .data();
    const auto expected = parse_mint(ids::token_2022, data);
    ASSERT_TRUE(expected);
    for (std::size_t size = 0; size < data.size(); ++size)
        parse_mint(ids::token_2022, base::Bytes(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size)));
    for (std::uint8_t& byte : data) {
        const std::uint8_t original = byte;
        for (unsigned change = 1; change < 256; ++change) {
            byte = static_cast<std::uint8_t>(original ^ change);
            parse_mint(ids::token_2022, data);
        }
        byte = original;
    }
    EXPECT_EQ(parse_mint(ids::token_2022, data), expected);
}

}  // namespace
}  // namespace burner::solana
