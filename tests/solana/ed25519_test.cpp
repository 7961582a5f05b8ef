#include "solana/ed25519.hpp"

#include <set>

#include "solana/transaction.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using Ed25519Vectors = VectorTest;

/// A signature or key of another length cannot be expressed here: it is refused where it is decoded.
bool accepts(const base::Bytes& key, base::ByteView message, const base::Bytes& signature) {
    if (key.size() != 32 || signature.size() != 64) return false;
    Signature fixed;
    std::copy(signature.begin(), signature.end(), fixed.bytes.begin());
    return verify(read_pubkey(key, 0), message, fixed);
}

TEST_F(Ed25519Vectors, CctvMatchesTheValidators) {
    std::set<std::uint64_t> expected;
    for (const auto number : json("cctv-ed25519/solana_expected_ok.json")["ok"].get_array())
        expected.insert(number.get_uint64().value());
    std::size_t seen = 0;
    for (const auto vector : json("cctv-ed25519/ed25519vectors.json").get_array()) {
        const std::uint64_t number = vector["number"].get_uint64().value();
        EXPECT_EQ(
            accepts(from_hex(text(vector["key"])), base::as_bytes(text(vector["msg"])), from_hex(text(vector["sig"]))),
            expected.contains(number))
            << number;
        ++seen;
    }
    EXPECT_EQ(seen, 914U);
    EXPECT_EQ(expected.size(), 43U);
}

TEST_F(Ed25519Vectors, SpeccheckMatchesDalekStrict) {
    const std::vector<bool> dalek_strict{false, false, false, true,  false, false,
                                         false, false, false, false, false, false};
    std::size_t i = 0;
    for (const auto vector : json("ed25519-speccheck/cases.json").get_array()) {
        EXPECT_EQ(accepts(from_hex(text(vector["pub_key"])), from_hex(text(vector["message"])),
                          from_hex(text(vector["signature"]))),
                  dalek_strict.at(i))
            << i;
        ++i;
    }
    EXPECT_EQ(i, dalek_strict.size());
}

TEST_F(Ed25519Vectors, Malleability) {
    for (const bool valid : {true, false}) {
        const base::Bytes records =
            bytes(std::string{"solana/fd_ed25519_malleability_should_"} + (valid ? "pass" : "fail") + ".bin");
        ASSERT_GT(records.size(), 0U);
        ASSERT_EQ(records.size() % 96, 0U);
        for (auto at = records.begin(); at != records.end(); at += 96)
            EXPECT_EQ(accepts({at + 64, at + 96}, base::as_bytes("Zcash"), {at, at + 64}), valid)
                << (at - records.begin()) / 96;
    }
}

TEST_F(Ed25519Vectors, Wycheproof) {
    std::size_t seen = 0;
    for (const auto group : json("wycheproof/ed25519_test.json")["testGroups"].get_array()) {
        const base::Bytes key = from_hex(text(group["publicKey"]["pk"]));
        for (const auto test : group["tests"].get_array()) {
            EXPECT_EQ(accepts(key, from_hex(text(test["msg"])), from_hex(text(test["sig"]))),
                      text(test["result"]) == "valid")
                << test["tcId"].get_uint64().value();
            ++seen;
        }
    }
    EXPECT_EQ(seen, 151U);
}

TEST_F(Ed25519Vectors, SignedTransactionsVerify) {
    std::size_t seen = 0;
    for (const auto vector : json("solana/transactions.json")["transactions"].get_array()) {
        bool valid = false;
        if (vector["signatures_valid"].get(valid) != simdjson::SUCCESS) continue;
        const auto transaction = parse_transaction(from_hex(text(vector["hex"])));
        ASSERT_TRUE(transaction);
        const base::Bytes message = serialize(transaction->message);
        for (std::size_t i = 0; i < transaction->signatures.size(); ++i)
            EXPECT_EQ(verify(transaction->message.keys.at(i), message, transaction->signatures[i]), valid);
        ++seen;
        std::string_view seed_hex;
        if (vector["seed_hex"].get(seed_hex) != simdjson::SUCCESS) continue;
        std::array<std::uint8_t, 32> seed{};
        seed.fill(8);
        EXPECT_EQ(to_hex(seed), seed_hex);
        EXPECT_EQ(Keypair::from_seed(seed).sign(message), transaction->signatures[0]);
    }
    EXPECT_GE(seen, 2U);
}

// RFC 8032, 7.1, test 2.
TEST(Keypair, SignsAsTheRfcDoes) {
    std::array<std::uint8_t, 32> seed{};
    const base::Bytes bytes = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    std::copy(bytes.begin(), bytes.end(), seed.begin());
    const Keypair keypair = Keypair::from_seed(seed);
    EXPECT_EQ(to_hex(keypair.address().bytes), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const base::Bytes message{0x72};
    const Signature signature = keypair.sign(message);
    EXPECT_EQ(to_hex(signature.bytes),
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    EXPECT_TRUE(verify(keypair.address(), message, signature));
    EXPECT_FALSE(verify(keypair.address(), {}, signature));
}

TEST(Keypair, RefusesAForeignPublicHalf) {
    std::array<std::uint8_t, 64> bytes{};
    bytes.fill(3);
    std::array<std::uint8_t, 32> seed{};
    seed.fill(3);
    EXPECT_FALSE(Keypair::from_bytes(bytes));
    const Pubkey address = Keypair::from_seed(seed).address();
    std::copy(address.bytes.begin(), address.bytes.end(), bytes.begin() + 32);
    const auto keypair = Keypair::from_bytes(bytes);
    ASSERT_TRUE(keypair);
    EXPECT_EQ(keypair->address(), address);
}

}  // namespace
}  // namespace burner::solana
