#include "solana/accounts/light_tree.hpp"

#include "solana/programs/ids.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using light_token::TreeKind;

/// The first bytes of smt1NamzXdq4AMqS2fS2F1i5KTYPZRhoHgWx38d8WsT, a tree of the first kind, keys left out.
base::Bytes first_kind() {
    return from_hex("ac2bacba1d49db54" + std::string(3 * 64, '7') + "0000000000000000" + "2c01000000000000" +
                    "5f00000000000000" + "8813000000000000" + "ffffffffffffffff");
}

/// bmt1LryLZUMmF7ZtqESaw7wifBXLfXHQYoE4GAmrahU
base::Bytes second_kind() {
    return from_hex("42617463684d7461" + std::string("0300000000000000") + std::string(3 * 64, '7') +
                    "0000000000000000" + "0000000000000000" + "5f00000000000000" + "8813000000000000");
}

TEST(LightTree, SaysItsKindAndItsFee) {
    const auto first = parse_light_tree(ids::light_compression, first_kind());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->kind, TreeKind::v1);
    EXPECT_EQ(first->fee.value, 5'000U);
    const auto second = parse_light_tree(ids::light_compression, second_kind());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->kind, TreeKind::v2);
    EXPECT_EQ(second->fee.value, 5'000U);
}

TEST(LightTree, IsNothingElse) {
    EXPECT_FALSE(parse_light_tree(ids::light_token, first_kind()));
    for (std::size_t size = 0; size < light_tree_head; ++size) {
        auto bytes = second_kind();
        bytes.resize(size);
        EXPECT_FALSE(parse_light_tree(ids::light_compression, bytes)) << size;
    }
    for (const std::size_t byte : {0U, 7U, 8U}) {  // discriminator, type
        auto bytes = second_kind();
        bytes[byte] ^= 1;
        EXPECT_FALSE(parse_light_tree(ids::light_compression, bytes)) << byte;
    }
    auto bytes = second_kind();
    bytes.back() = 0x10;
    EXPECT_FALSE(parse_light_tree(ids::light_compression, bytes));
}

}  // namespace
}  // namespace burner::solana
