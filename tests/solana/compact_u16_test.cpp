#include "solana/compact_u16.hpp"

#include "solana/golden.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using CompactU16Vectors = VectorTest;

std::string encoded(std::uint16_t value) {
    base::Bytes out;
    append_compact_u16(out, value);
    return to_hex(out);
}

TEST_F(CompactU16Vectors, EncodeAndDecode) {
    for (const auto vector : json("solana/short_u16.json")["valid"].get_array()) {
        const auto value = static_cast<std::uint16_t>(vector["value"].get_uint64().value());
        const base::Bytes bytes = from_hex(text(vector["hex"]));
        EXPECT_EQ(encoded(value), text(vector["hex"]));
        EXPECT_EQ(compact_u16_size(value), bytes.size());
        const auto read = read_compact_u16(bytes);
        ASSERT_TRUE(read) << value;
        EXPECT_EQ(read->value, value);
        EXPECT_EQ(read->size, bytes.size());
    }
    for (const auto hex : json("solana/short_u16.json")["invalid_hex"].get_array())
        EXPECT_FALSE(read_compact_u16(from_hex(text(hex)))) << text(hex);
}

using CompactU16Golden = GoldenTest;

TEST_F(CompactU16Golden, EncodesAsKitDoes) {
    for (const auto pair : vectors("compactU16"))
        EXPECT_EQ(encoded(static_cast<std::uint16_t>(pair.at(0).get_uint64().value())), text(pair.at(1)));
}

TEST(CompactU16, EveryValueHasOneForm) {
    for (std::uint32_t value = 0; value <= 0xffff; ++value) {
        base::Bytes out;
        append_compact_u16(out, static_cast<std::uint16_t>(value));
        ASSERT_EQ(out.size(), compact_u16_size(value));
        const auto read = read_compact_u16(out);
        ASSERT_TRUE(read);
        ASSERT_EQ(read->value, value);
    }
    std::size_t accepted = 0;
    for (std::uint32_t raw = 0; raw < 1U << 24; ++raw) {
        const std::uint8_t bytes[] = {static_cast<std::uint8_t>(raw), static_cast<std::uint8_t>(raw >> 8),
                                      static_cast<std::uint8_t>(raw >> 16)};
        const auto read = read_compact_u16(bytes);
        accepted += read && read->size == 3;
    }
    EXPECT_EQ(accepted, 0x10000U - 0x4000U);
}

TEST(CompactU16, NamesTheMistake) {
    const auto error = [](std::string_view hex) { return read_compact_u16(from_hex(hex)).error(); };
    EXPECT_EQ(error("80"), CompactU16Error::truncated);
    EXPECT_EQ(error("8000"), CompactU16Error::not_minimal);
    EXPECT_EQ(error("808004"), CompactU16Error::too_large);
    EXPECT_EQ(error("80808001"), CompactU16Error::too_large);
}

}  // namespace
}  // namespace burner::solana
