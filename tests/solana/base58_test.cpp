#include "solana/base58.hpp"

#include <random>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"
#include "solana/signature.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using Base58Vectors = VectorTest;

template <std::size_t Size>
std::string encoded(const std::array<std::uint8_t, Size>& bytes) {
    std::array<char, Size == 32 ? base58_key_length : base58_signature_length> out;
    return {out.data(), encode_base58(bytes, out)};
}

/// `bytes` behind as many zero bytes as `Size` needs encode as `text` behind as many ones.
template <std::size_t Size>
void expect_padded(const base::Bytes& bytes, std::string_view text) {
    std::array<std::uint8_t, Size> padded{};
    std::copy(bytes.begin(), bytes.end(), padded.end() - static_cast<std::ptrdiff_t>(bytes.size()));
    const std::string expected = std::string(Size - bytes.size(), '1') + std::string{text};
    EXPECT_EQ(encoded(padded), expected);
    EXPECT_EQ(decode_base58<Size>(expected), padded);
}

void expect_vector(const base::Bytes& bytes, std::string_view text) {
    if (bytes.size() <= 32) expect_padded<32>(bytes, text);
    if (bytes.size() <= 64) expect_padded<64>(bytes, text);
    if (bytes.size() != 32) EXPECT_FALSE(decode_base58<32>(text)) << text;
    if (bytes.size() != 64) EXPECT_FALSE(decode_base58<64>(text)) << text;
}

TEST_F(Base58Vectors, BitcoinsPairs) {
    std::size_t seen = 0;
    for (const auto pair : json("base58/bitcoin_base58_encode_decode.json").get_array()) {
        expect_vector(from_hex(text(pair.at(0))), text(pair.at(1)));
        ++seen;
    }
    EXPECT_GE(seen, 12U);
}

TEST_F(Base58Vectors, BaseXPairs) {
    std::size_t seen = 0;
    for (const auto pair : json("base58/fixtures.json")["valid"].get_array()) {
        if (text(pair["alphabet"]) != "base58") continue;
        expect_vector(from_hex(text(pair["hex"])), text(pair["string"]));
        ++seen;
    }
    EXPECT_GE(seen, 5U);
    for (const auto bad : json("base58/fixtures.json")["invalid"].get_array()) {
        if (text(bad["alphabet"]) != "base58" || !bad["string"].is_string()) continue;
        EXPECT_FALSE(decode_base58<32>(text(bad["string"])));
        EXPECT_FALSE(decode_base58<64>(text(bad["string"])));
    }
}

TEST(Base58, RoundTripsRandomBytesOfEveryLeadingZeroCount) {
    std::mt19937_64 random{20261122};
    for (std::size_t zeros = 0; zeros <= 64; ++zeros) {
        for (int repeat = 0; repeat < 200; ++repeat) {
            Signature signature;
            Pubkey key;
            for (std::size_t i = zeros; i < 64; ++i) signature.bytes[i] = static_cast<std::uint8_t>(random());
            for (std::size_t i = zeros; i < 32; ++i) key.bytes[i] = static_cast<std::uint8_t>(random());
            EXPECT_EQ(signature_from_base58(to_base58(signature)), signature);
            EXPECT_EQ(pubkey_from_base58(to_base58(key)), key);
        }
    }
}

TEST(Base58, KnowsTheEdgesOfBothSizes) {
    Pubkey full;
    full.bytes.fill(0xff);
    EXPECT_EQ(to_base58(full), "JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG");
    EXPECT_EQ(to_base58(Pubkey{}), std::string(32, '1'));
    EXPECT_FALSE(pubkey_from_base58("JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFH")) << "2^256";
    EXPECT_FALSE(pubkey_from_base58(std::string(44, 'z')));
    EXPECT_FALSE(pubkey_from_base58(std::string(31, '1')));
    EXPECT_FALSE(pubkey_from_base58(std::string(33, '1')));
    EXPECT_FALSE(pubkey_from_base58(""));

    Signature signature;
    signature.bytes.fill(0xff);
    const std::string longest = to_base58(signature);
    EXPECT_EQ(longest.size(), 88U);
    std::string above = longest;
    above.back() = static_cast<char>(above.back() + 1);
    EXPECT_FALSE(signature_from_base58(above)) << "2^512";
    EXPECT_FALSE(signature_from_base58(std::string(88, 'z')));
    EXPECT_EQ(to_base58(Signature{}), std::string(64, '1'));
}

TEST(Base58, RefusesForeignCharactersAndPadding) {
    const std::string good = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
    ASSERT_TRUE(pubkey_from_base58(good));
    for (const char c : std::string_view{"0OIl +/=-_\n\0\x7f\xff", 14}) {
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = c;
            EXPECT_FALSE(pubkey_from_base58(bad));
        }
    }
    for (const std::string& bad : {" " + good, good + " ", "1" + good, good + "1", good.substr(1)})
        EXPECT_FALSE(pubkey_from_base58(bad)) << bad;
}

TEST(Base58, AppendsToText) {
    std::string out = "key=";
    append_base58(out, pubkey("So11111111111111111111111111111111111111112"));
    EXPECT_EQ(out, "key=So11111111111111111111111111111111111111112");
}

}  // namespace
}  // namespace burner::solana
