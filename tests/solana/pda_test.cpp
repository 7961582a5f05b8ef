#include "solana/pda.hpp"

#include "base/hash.hpp"
#include "solana/curve.hpp"
#include "solana/ed25519.hpp"
#include "solana/golden.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/ids.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using PdaVectors = VectorTest;
using PdaGolden = GoldenTest;

struct Seeds {
    std::vector<base::Bytes> owned;
    std::vector<base::ByteView> views;

    explicit Seeds(simdjson::dom::element vector) {
        for (const auto hex : vector["seeds_hex"].get_array()) owned.push_back(from_hex(text(hex)));
        views.assign(owned.begin(), owned.end());
    }
};

void expect_found(simdjson::dom::element vector) {
    const Seeds seeds{vector};
    const auto found = find_program_address(seeds.views, key_of(text(vector["program"])));
    ASSERT_TRUE(found);
    EXPECT_EQ(to_base58(found->address), text(vector["address"]));
    EXPECT_EQ(found->bump, vector["bump"].get_uint64().value());

    base::Bytes bump{found->bump};
    std::vector<base::ByteView> with_bump = seeds.views;
    with_bump.emplace_back(bump);
    EXPECT_EQ(create_program_address(with_bump, key_of(text(vector["program"]))), found->address);
    for (unsigned skipped = 255; skipped > found->bump; --skipped) {
        bump[0] = static_cast<std::uint8_t>(skipped);
        EXPECT_FALSE(create_program_address(with_bump, key_of(text(vector["program"]))));
    }
}

TEST_F(PdaVectors, Find) {
    std::size_t seen = 0;
    for (const auto vector : json("solana/pda.json")["find_program_address"].get_array()) {
        expect_found(vector);
        ++seen;
    }
    EXPECT_EQ(seen, 8U);
}

TEST_F(PdaGolden, Find) {
    std::size_t seen = 0;
    for (const auto vector : vectors("pdas")) {
        expect_found(vector);
        ++seen;
    }
    EXPECT_EQ(seen, 17U);
}

TEST_F(PdaVectors, Create) {
    std::size_t seen = 0;
    for (const auto vector : json("solana/pda.json")["create_program_address"].get_array()) {
        const auto made = create_program_address(Seeds{vector}.views, key_of(text(vector["program"])));
        ASSERT_TRUE(made);
        EXPECT_EQ(to_base58(*made), text(vector["address"]));
        ++seen;
    }
    EXPECT_EQ(seen, 5U);
    for (const auto point : json("solana/pda.json")["off_curve"].get_array())
        EXPECT_FALSE(is_on_curve(key_of(text(point)).bytes));
}

TEST_F(PdaGolden, AssociatedTokenAddresses) {
    std::size_t seen = 0;
    for (const auto vector : vectors("pdas")) {
        if (!text(vector["name"]).starts_with("ATA ")) continue;
        const Seeds seeds{vector};
        EXPECT_EQ(to_base58(associated_token_address(read_pubkey(seeds.views[0], 0), read_pubkey(seeds.views[1], 0),
                                                     read_pubkey(seeds.views[2], 0))),
                  text(vector["address"]));
        ++seen;
    }
    EXPECT_EQ(seen, 3U);
}

TEST(ProgramAddress, KeepsTheNetworksLimits) {
    const Pubkey program = key_of("BPFLoaderUpgradeab1e11111111111111111111111");
    const base::Bytes byte{1};
    const base::Bytes long_seed(33);
    EXPECT_TRUE(find_program_address(std::vector<base::ByteView>(15, byte), program));
    EXPECT_FALSE(find_program_address(std::vector<base::ByteView>(16, byte), program));
    EXPECT_FALSE(create_program_address(std::vector<base::ByteView>(17, byte), program));
    EXPECT_FALSE(find_program_address(std::vector<base::ByteView>{long_seed}, program));
    EXPECT_FALSE(create_program_address(std::vector<base::ByteView>{long_seed}, program));
    const base::Bytes full(32, 7);
    EXPECT_TRUE(find_program_address(std::vector<base::ByteView>(15, full), program));
}

// The examples of the SDK's own test.
TEST(ProgramAddress, MatchesTheSdkExamples) {
    const Pubkey program = key_of("BPFLoaderUpgradeab1e11111111111111111111111");
    const base::Bytes one{1};
    const base::Bytes zero{0};
    const auto made = [&](std::vector<base::ByteView> seeds) {
        return to_base58(create_program_address(seeds, program).value());
    };
    EXPECT_EQ(made({{}, one}), "BwqrghZA2htAcqq8dzP1WDAhTXYTYWj7CHxF5j7TDBAe");
    EXPECT_EQ(made({base::as_bytes("☉"), zero}), "13yWmRpaTR4r5nAktwLqMpRNr28tnVUZw26rTvPSSB19");
    EXPECT_EQ(made({base::as_bytes("Talking"), base::as_bytes("Squirrels")}),
              "2fnQrngrQT4SeLcdToJAD96phoEjNL2man2kfRLCASVk");
}

TEST(Curve, HoldsEveryPublicKeyWhateverItsSign) {
    std::array<std::uint8_t, 32> seed{};
    for (unsigned i = 0; i < 200; ++i) {
        seed[i % 32] = static_cast<std::uint8_t>(seed[i % 32] + i);
        Pubkey key = Keypair::from_seed(seed).address();
        EXPECT_TRUE(is_on_curve(key.bytes));
        key.bytes[31] ^= 0x80;
        EXPECT_TRUE(is_on_curve(key.bytes));
    }
}

TEST(Curve, ReducesYAndKnowsItsEdges) {
    const auto y = [](std::string_view hex) {
        Pubkey key = read_pubkey(from_hex(hex), 0);
        return is_on_curve(key.bytes);
    };
    const std::string zeros(62, '0');
    const std::string fs(60, 'f');
    EXPECT_TRUE(y("00" + zeros)) << "y = 0: u/v = -1, a square modulo p";
    EXPECT_TRUE(y("01" + zeros)) << "y = 1: the neutral point";
    EXPECT_FALSE(y("02" + zeros));
    EXPECT_TRUE(y("ec" + fs + "7f")) << "y = -1";
    EXPECT_TRUE(y("ed" + fs + "7f")) << "p, not canonical: 0";
    EXPECT_TRUE(y("ee" + fs + "7f")) << "p + 1, not canonical: 1";
    EXPECT_FALSE(y("ef" + fs + "7f")) << "p + 2, not canonical: 2";
    EXPECT_TRUE(y("ee" + fs + "ff")) << "with the sign bit";
    EXPECT_TRUE(y("5866666666666666666666666666666666666666666666666666666666666666")) << "the base point";
}

// The expected digest is of the same 4,096 verdicts by an independent big-integer program.
TEST(Curve, AgreesWithBigIntegersOnRandomBytes) {
    std::string verdicts;
    for (std::uint32_t i = 0; i < 4096; ++i) {
        base::Bytes number;
        base::append_le(number, i);
        verdicts += is_on_curve(base::sha256(number)) ? '1' : '0';
    }
    EXPECT_EQ(to_hex(base::sha256(base::as_bytes(verdicts))),
              "70c6cef9fc9747804a8324294596c5f6c5cfc16664d7fae641bab15cb387b5bc");
}

}  // namespace
}  // namespace burner::solana
