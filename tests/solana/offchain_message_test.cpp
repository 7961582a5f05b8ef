#include "solana/offchain_message.hpp"

#include <gtest/gtest.h>

#include "solana/programs/memo.hpp"
#include "solana/sign_in_message.hpp"

namespace burner::solana {
namespace {

constexpr Pubkey signer = pubkey("7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM");
const std::string text = "app.example wants\nyou";

/// The layout of the specification, spelled out apart from the code.
base::Bytes v0(std::uint8_t format, std::string_view said, std::uint8_t application = 0, const Pubkey& by = signer) {
    base::Bytes bytes{0xff};
    base::append(bytes, base::as_bytes("solana offchain"));
    bytes.push_back(0);
    bytes.insert(bytes.end(), 32, application);
    bytes.push_back(format);
    bytes.push_back(1);
    base::append(bytes, by.view());
    bytes.push_back(static_cast<std::uint8_t>(said.size()));
    bytes.push_back(static_cast<std::uint8_t>(said.size() >> 8));
    base::append(bytes, base::as_bytes(said));
    return bytes;
}

TEST(OffchainMessage, OfVersionOneIsItsEnvelopeAndTheText) {
    base::Bytes expected{0xff};
    base::append(expected, base::as_bytes("solana offchain"));
    expected.push_back(1);
    expected.push_back(1);
    base::append(expected, signer.view());
    base::append(expected, base::as_bytes(text));
    EXPECT_EQ(offchain_message(signer, text), expected);
    EXPECT_TRUE(is_offchain_message(expected, signer, text));
}

TEST(OffchainMessage, OfVersionZeroHasAnyApplicationDomainAndFormatZeroOrOne) {
    EXPECT_TRUE(is_offchain_message(v0(0, text), signer, text));
    EXPECT_TRUE(is_offchain_message(v0(1, text, 7), signer, text));
    EXPECT_FALSE(is_offchain_message(v0(2, text), signer, text));
    EXPECT_FALSE(is_offchain_message(v0(0, "a\tb"), signer, "a\tb"));
    EXPECT_FALSE(is_offchain_message(v0(0, "ü"), signer, "ü"));
    EXPECT_TRUE(is_offchain_message(v0(1, "ü"), signer, "ü"));
    const std::string longest(1232, 'x');
    EXPECT_TRUE(is_offchain_message(v0(0, longest), signer, longest));
    EXPECT_FALSE(is_offchain_message(v0(0, longest + "x"), signer, longest + "x"));
}

TEST(OffchainMessage, IsNoOtherBytes) {
    for (const auto& right : {offchain_message(signer, text), v0(0, text)}) {
        for (std::size_t i = 0; i < right.size(); ++i) {
            const bool is_application_domain = right[16] == 0 && i >= 17 && i < 49;
            auto changed = right;
            changed[i] ^= 0x80;
            EXPECT_EQ(is_offchain_message(changed, signer, text), is_application_domain) << i;
            EXPECT_FALSE(is_offchain_message(base::ByteView{right}.first(i), signer, text)) << i;
        }
        auto longer = right;
        longer.push_back(0);
        EXPECT_FALSE(is_offchain_message(longer, signer, text));
        EXPECT_FALSE(is_offchain_message(right, signer, text + "."));
        EXPECT_FALSE(is_offchain_message(right, Pubkey{}, text));
    }
    EXPECT_FALSE(is_offchain_message({}, signer, text));
    EXPECT_FALSE(is_offchain_message(base::as_bytes(text), signer, text));
    EXPECT_FALSE(is_offchain_message(v0(0, text, 0, Pubkey{}), signer, text));
}

TEST(SignInMessage, IsTheTextOfTheGrammar) {
    SignInInput input{.domain = "app.example:3000",
                      .address = signer,
                      .statement = "Prove it.",
                      .uri = "https://app.example:3000/x",
                      .nonce = "00112233",
                      .issued_at = "2026-04-09T12:00:00.000Z",
                      .expiration_time = "2026-04-09T12:05:00.000Z"};
    EXPECT_EQ(sign_in_text(input),
              "app.example:3000 wants you to sign in with your Solana account:\n"
              "7v9VBQkwAB94r6MHSwjYJgqKz1vufuCvyCUGZpJF6kM\n\nProve it.\n\nURI: https://app.example:3000/x\n"
              "Version: 1\nNonce: 00112233\nIssued At: 2026-04-09T12:00:00.000Z\n"
              "Expiration Time: 2026-04-09T12:05:00.000Z");
    input.uri.reset();
    EXPECT_FALSE(sign_in_text(input).contains("URI"));
}

TEST(Memo, IsSignedByItsSigner) {
    const auto instruction = memo::memo(signer, "text");
    EXPECT_EQ(to_base58(instruction.program), "MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
    EXPECT_EQ(instruction.accounts, (std::vector<AccountMeta>{{signer, true, false}}));
    EXPECT_EQ(base::as_text(instruction.data), "text");
}

}  // namespace
}  // namespace burner::solana
