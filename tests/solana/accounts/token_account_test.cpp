#include "solana/accounts/token_account.hpp"

#include "solana/accounts/account_bytes.hpp"
#include "solana/programs/ids.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

std::optional<TokenAccount> classic(const AccountBytes& bytes) {
    return parse_token_account(ids::token, bytes.data());
}

std::optional<TokenAccount> extended(const AccountBytes& bytes) {
    return parse_token_account(ids::token_2022, bytes.data());
}

/// Every extension that an account of the widest kind has.
AccountBytes everything() {
    return AccountBytes::token_account()
        .extension(7, {})
        .extension(2, base::Bytes{9, 0, 0, 0, 0, 0, 0, 0})
        .extension(5, zeros_with(295, 1, 32, 0xee))
        .extension(11, {1})
        .extension(17, base::Bytes(64))
        .extension(27, {});
}

TEST(ParseTokenAccount, ReadsTheFieldsOfBothPrograms) {
    AccountBytes bytes = AccountBytes::token_account();
    bytes.optional_key(72, 1, 3).number(121, 77).optional_key(129, 1, 4);
    TokenAccount expected;
    expected.mint = key_of(1);
    expected.owner = key_of(2);
    expected.amount = 500;
    expected.delegate = key_of(3);
    expected.delegated_amount = 77;
    expected.close_authority = key_of(4);
    EXPECT_EQ(classic(bytes), expected);
    EXPECT_EQ(extended(bytes), expected);
    EXPECT_EQ(expected.closer(), key_of(4));
    EXPECT_FALSE(parse_token_account(ids::system, bytes.data()));
}

TEST(ParseTokenAccount, BelievesTheTagNotTheStaleBytes) {
    AccountBytes bytes = AccountBytes::token_account();
    bytes.optional_key(72, 0, 3).optional_key(129, 0, 4).number(113, 2'039'280);
    const auto account = classic(bytes);
    ASSERT_TRUE(account);
    EXPECT_FALSE(account->delegate);
    EXPECT_FALSE(account->close_authority);
    EXPECT_FALSE(account->is_native());
    EXPECT_EQ(account->closer(), key_of(2));
    for (const std::size_t tag : {72, 109, 129}) {
        AccountBytes odd = bytes;
        EXPECT_FALSE(classic(odd.byte(tag, 2))) << tag;
        EXPECT_FALSE(classic(AccountBytes{bytes}.byte(tag + 3, 1))) << tag;
    }
}

TEST(ParseTokenAccount, KnowsStatesAndWrappedSol) {
    EXPECT_FALSE(classic(AccountBytes::token_account().byte(108, 0)));
    EXPECT_FALSE(classic(AccountBytes::token_account())->is_frozen);
    EXPECT_TRUE(classic(AccountBytes::token_account().byte(108, 2))->is_frozen);
    EXPECT_FALSE(classic(AccountBytes::token_account().byte(108, 3)));
    const auto wrapped = classic(AccountBytes::token_account().byte(109, 1).number(113, 2'039'280));
    EXPECT_EQ(wrapped->native_reserve, base::Lamports{2'039'280});
}

TEST(ParseTokenAccount, TellsAccountsFromMintsAndMultisigs) {
    base::Bytes data = AccountBytes::token_account().data();
    data.resize(355);
    data[165] = 2;
    EXPECT_FALSE(parse_token_account(ids::token, data));
    EXPECT_FALSE(parse_token_account(ids::token_2022, data));
    EXPECT_FALSE(extended(AccountBytes::mint()));
    EXPECT_FALSE(extended(AccountBytes::mint().extension(9, {})));
    EXPECT_FALSE(classic(AccountBytes::token_account().extension(7, {}))) << "the classic program has no extensions";
    EXPECT_FALSE(extended(AccountBytes::token_account().extension(7, {}).byte(165, 1)));
    EXPECT_FALSE(extended(AccountBytes::token_account().extension(7, {}).byte(165, 0)));
}

TEST(ParseTokenAccount, ReadsWhatBlocksClosing) {
    const auto plain = extended(everything());
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->withheld_fee, 9U);
    EXPECT_FALSE(plain->has_confidential_balance) << "the ElGamal key is no balance";
    EXPECT_FALSE(plain->has_confidential_fee);

    for (const std::size_t offset : {33, 96, 97, 160, 161, 224}) {
        const auto account = extended(AccountBytes::token_account().extension(5, zeros_with(295, offset, 1, 1)));
        EXPECT_TRUE(account->has_confidential_balance) << offset;
    }
    for (const std::size_t offset : {32, 225, 294})
        EXPECT_FALSE(extended(AccountBytes::token_account().extension(5, zeros_with(295, offset, 1, 1)))
                         ->has_confidential_balance);
    EXPECT_TRUE(extended(AccountBytes::token_account().extension(17, zeros_with(64, 63, 1, 1)))->has_confidential_fee);
}

TEST(ParseTokenAccount, WalksExtensionsAsTheProgramDoes) {
    const auto wide = [] { return AccountBytes::token_account().extension(2, base::Bytes(8, 1)); };
    EXPECT_TRUE(extended(wide().extension(999, base::Bytes(17)))) << "an extension of later days";
    EXPECT_TRUE(extended(wide().extension(0, base::Bytes(5, 0xff)))) << "type 0 ends the list";
    EXPECT_FALSE(extended(AccountBytes::token_account().extension(2, base::Bytes(7))));
    EXPECT_FALSE(extended(AccountBytes::token_account().extension(2, base::Bytes(9))));
    EXPECT_FALSE(extended(AccountBytes::token_account().extension(5, base::Bytes(294))));

    base::Bytes data = wide().data();
    data.push_back(7);
    EXPECT_TRUE(parse_token_account(ids::token_2022, data)) << "half a type";
    data.push_back(0);
    EXPECT_FALSE(parse_token_account(ids::token_2022, data)) << "a type without length";
    data.insert(data.end(), {1, 0});
    EXPECT_FALSE(parse_token_account(ids::token_2022, data)) << "a length without value";
    data.push_back(0);
    EXPECT_TRUE(parse_token_account(ids::token_2022, data));
}

TEST(ParseTokenAccount, SurvivesEveryTruncationAndByteChange) {
    base::Bytes data = everything().data();
    std::size_t accepted = 0;
    for (std::size_t size = 0; size < data.size(); ++size) {
        const base::Bytes shorter(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size));
        accepted += parse_token_account(ids::token_2022, shorter).has_value();
    }
    EXPECT_LT(accepted, 20U) << "only where an extension ends, or half a type stands behind it";
    for (std::uint8_t& byte : data) {
        const std::uint8_t original = byte;
        for (unsigned change = 1; change < 256; ++change) {
            byte = static_cast<std::uint8_t>(original ^ change);
            parse_token_account(ids::token_2022, data);
        }
        byte = original;
    }
    EXPECT_EQ(parse_token_account(ids::token_2022, data), extended(everything()));
}

}  // namespace
}  // namespace burner::solana
