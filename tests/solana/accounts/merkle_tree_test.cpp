#include "solana/accounts/merkle_tree.hpp"

#include <gmock/gmock.h>

#include "solana/accounts/borsh_bytes.hpp"
#include "solana/accounts/tree_config.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::uint32_t depth = 3;
constexpr std::uint32_t buffer = 8;
constexpr std::size_t change_size = 32 + 32 * depth + 8;
constexpr std::size_t tree_size = 24 + (buffer + 1) * change_size;

BorshBytes header(std::uint32_t max_buffer = buffer, std::uint32_t max_depth = depth) {
    return BorshBytes{}.u8(1).u8(0).u32(max_buffer).u32(max_depth).key(9).u64(77).zeros_to(56);
}

MerkleNode node(std::uint8_t fill) {
    return key_of(fill).bytes;
}

/// Roots 1, 2, … 8 by place.
base::Bytes account(std::uint64_t active, std::uint64_t count) {
    BorshBytes bytes = header();
    bytes.u64(100).u64(active).u64(count);
    for (std::uint8_t root = 1; root <= buffer; ++root) bytes.key(root).zeros_to(bytes.size() + change_size - 32);
    return bytes.zeros_to(56 + tree_size).data();
}

TEST(ParseMerkleTree, ReadsItsShape) {
    MerkleTree expected;
    expected.max_depth = depth;
    expected.max_buffer_size = buffer;
    expected.authority = key_of(9);
    expected.creation_slot = 77;
    EXPECT_EQ(parse_merkle_tree(header().data(), 56 + tree_size), expected);
    EXPECT_EQ(expected.proof_nodes(), 3U);
    const std::pair<std::size_t, std::uint32_t> canopies[] = {{2, 1}, {6, 2}, {14, 3}};
    for (const auto& [nodes, canopy_depth] : canopies) {
        const auto tree = parse_merkle_tree(header().data(), 56 + tree_size + 32 * nodes);
        ASSERT_TRUE(tree) << nodes;
        EXPECT_EQ(tree->canopy_depth, canopy_depth);
        EXPECT_EQ(tree->proof_nodes(), depth - canopy_depth);
    }
}

// Sizes that the programs allocate for depth and buffer, header included, without canopy.
TEST(ParseMerkleTree, MatchesTheDeployedSizes) {
    struct Row {
        std::uint32_t max_depth, max_buffer;
        std::size_t size;
    };
    for (const Row& row : {Row{14, 64, 31'800}, Row{20, 64, 44'280}, Row{30, 2048, 2'049'080}}) {
        EXPECT_TRUE(parse_merkle_tree(header(row.max_buffer, row.max_depth).data(), row.size)) << row.size;
        EXPECT_FALSE(parse_merkle_tree(header(row.max_buffer, row.max_depth).data(), row.size - 32));
    }
}

TEST(ParseMerkleTree, RefusesWhatDoesNotFit) {
    const auto parse = [](const BorshBytes& bytes, std::size_t size = 56 + tree_size) {
        return parse_merkle_tree(bytes.data(), size);
    };
    for (const std::size_t extra : {1, 32, 64 + 8, 96, 30 * 32})
        EXPECT_FALSE(parse(header(), 56 + tree_size + extra)) << extra;
    EXPECT_FALSE(parse(header(), 56 + tree_size - 1));
    EXPECT_FALSE(parse(header(7)));
    EXPECT_FALSE(parse(header(0)));
    EXPECT_FALSE(parse(header(buffer, 0)));
    EXPECT_FALSE(parse(header(buffer, 31), ~std::size_t{0}));
    EXPECT_FALSE(parse(header(0x80000000, 30), ~std::size_t{0}));
    EXPECT_FALSE(parse_merkle_tree(base::Bytes(55), 56 + tree_size));
    EXPECT_FALSE(parse(BorshBytes{}.zeros_to(56))) << "not initialised";
    EXPECT_FALSE(parse(BorshBytes{}.u8(1).u8(1).u32(buffer).u32(depth).zeros_to(56))) << "of a later version";
}

TEST(MerkleTree, KnowsAsManyRootsAsItSaysTheNewestFirst) {
    const auto tree = parse_merkle_tree(header().data(), 56 + tree_size).value();
    EXPECT_EQ(roots_size(tree), 56 + tree_size);
    EXPECT_THAT(known_roots(tree, account(1, 3)), ElementsAre(node(2), node(1), node(8)));
    EXPECT_THAT(known_roots(tree, account(5, 8)),
                ElementsAre(node(6), node(5), node(4), node(3), node(2), node(1), node(8), node(7)));
    EXPECT_THAT(known_roots(tree, account(0, 0)), IsEmpty());
}

TEST(MerkleTree, ReadsNothingOutsideTheAccount) {
    const auto tree = parse_merkle_tree(header().data(), 56 + tree_size).value();
    base::Bytes cut = account(1, 3);
    cut.pop_back();
    EXPECT_THAT(known_roots(tree, cut), IsEmpty());
    EXPECT_THAT(known_roots(tree, account(8, 3)), IsEmpty());
    EXPECT_THAT(known_roots(tree, account(~0ULL, 3)), IsEmpty());
    EXPECT_THAT(known_roots(tree, account(1, 9)), IsEmpty());
}

TEST(ParseTreeConfig, TellsTheVersions) {
    const auto bytes = [](std::uint8_t version) {
        return BorshBytes{}.u64(0xcf0022abf8aff57a).key(1).key(2).u64(16).u64(3).u8(1).u8(1).u8(version).zeros_to(96);
    };
    const TreeConfig expected{key_of(1), key_of(2), 16, 3, true, BubblegumVersion::v2};
    EXPECT_EQ(parse_tree_config(bytes(1).data()), expected);
    EXPECT_EQ(parse_tree_config(bytes(0).data())->version, BubblegumVersion::v1);
    EXPECT_FALSE(parse_tree_config(bytes(2).data()));
    EXPECT_FALSE(parse_tree_config({}));
    base::Bytes other = bytes(1).data();
    other[0] ^= 1;
    EXPECT_FALSE(parse_tree_config(other));
    survive_damage(bytes(1).data(), [](const base::Bytes& data) { parse_tree_config(data); });
}

}  // namespace
}  // namespace burner::solana
