#include "solana/programs/light_token.hpp"

#include <algorithm>
#include <stdexcept>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana::light_token {

namespace {

constexpr std::uint64_t v1_discriminator = 2;
constexpr std::uint64_t v2_discriminator = 3ULL << 56;  // big endian, unlike V1
constexpr std::uint64_t sha_flat_discriminator = 4ULL << 56;

}  // namespace

std::optional<Version> version_of(std::uint64_t discriminator) {
    switch (discriminator) {
        case v1_discriminator: return Version::v1;
        case v2_discriminator: return Version::v2;
        case sha_flat_discriminator: return Version::sha_flat;
        default: return std::nullopt;
    }
}

Pool find_pool(const Pubkey& mint, std::uint8_t index) {
    const base::ByteView index_seed{&index, index == 0 ? 0U : 1U};
    const std::array seeds{base::as_bytes("pool"), mint.view(), index_seed};
    const auto found = find_program_address(seeds, ids::light_token);
    if (!found) throw std::logic_error("255 hashes in a row on the curve");
    return {found->address, index, found->bump};
}

std::optional<std::vector<PoolAmount>> withdraw(std::vector<PoolAmount> balances, std::uint64_t amount) {
    std::ranges::sort(balances, [](const PoolAmount& one, const PoolAmount& other) {
        return one.amount != other.amount ? one.amount > other.amount : one.pool.index < other.pool.index;
    });
    std::size_t used = 0;
    while (amount > 0 && used < balances.size()) {
        PoolAmount& taken = balances[used++];
        taken.amount = std::min(taken.amount, amount);
        amount -= taken.amount;
    }
    if (amount > 0) return std::nullopt;
    balances.resize(used);
    return balances;
}

std::optional<std::uint64_t> total_amount(std::span<const CompressedToken> tokens) {
    std::uint64_t total = 0;
    for (const CompressedToken& token : tokens) {
        if (__builtin_add_overflow(total, token.amount, &total)) return std::nullopt;
    }
    return total;
}

bool may_share(const CompressedToken& one, const CompressedToken& other) {
    return one.mint == other.mint && one.owner == other.owner && one.tree_kind == other.tree_kind &&
           (one.version == Version::v1) == (other.version == Version::v1);
}

std::size_t inputs_of_one_instruction(TreeKind kind, std::size_t available) {
    if (available >= 8) return 8;
    return kind == TreeKind::v1 ? std::min<std::size_t>(available, 4) : available;
}

}  // namespace burner::solana::light_token
