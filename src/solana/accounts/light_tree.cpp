#include "solana/accounts/light_tree.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::solana {

namespace {

using light_token::TreeKind;

constexpr std::array<std::uint8_t, 8> v1_discriminator{0xac, 0x2b, 0xac, 0xba, 0x1d, 0x49, 0xdb, 0x54};
constexpr std::array<std::uint8_t, 8> v2_discriminator{'B', 'a', 't', 'c', 'h', 'M', 't', 'a'};
constexpr std::uint64_t v2_state_tree = 3;  // other types of trees have the same discriminator
/// The fee stands behind the discriminator, three keys and three numbers. A V2 tree begins with its type.
constexpr std::size_t fee_of_v1 = 8 + 3 * 32 + 3 * 8;
constexpr std::size_t fee_of_v2 = 8 + fee_of_v1;
static_assert(fee_of_v2 + 8 == light_tree_head);

std::optional<LightTree> tree_from(TreeKind kind, base::ByteView head, std::size_t fee_offset) {
    const base::Lamports fee{base::read_le<std::uint64_t>(head, fee_offset)};
    if (fee.value >= base::lamports_bound) return std::nullopt;
    return LightTree{kind, fee};
}

}  // namespace

std::optional<LightTree> parse_light_tree(const Pubkey& program, base::ByteView head) {
    if (program != ids::light_compression || head.size() < light_tree_head) return std::nullopt;
    const base::ByteView discriminator = head.first(8);
    if (std::ranges::equal(discriminator, v1_discriminator)) return tree_from(TreeKind::v1, head, fee_of_v1);
    if (!std::ranges::equal(discriminator, v2_discriminator)) return std::nullopt;
    if (base::read_le<std::uint64_t>(head, 8) != v2_state_tree) return std::nullopt;
    return tree_from(TreeKind::v2, head, fee_of_v2);
}

}  // namespace burner::solana
