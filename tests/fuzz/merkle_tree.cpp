#include "solana/accounts/merkle_tree.hpp"

#include "require.hpp"
#include "solana/accounts/tree_config.hpp"

using namespace burner;

/// The shape of a tree fits its account, and the current root is one that it knows as soon as it counts any.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteView bytes{data, size};
    solana::parse_tree_config(bytes);
    const auto tree = solana::parse_merkle_tree(bytes, size);
    if (!tree) return 0;
    require(tree->max_depth <= 30 && tree->canopy_depth <= tree->max_depth);
    const auto root = solana::current_root(*tree, bytes);
    const auto count = base::read_le<std::uint64_t>(bytes, 56 + 16);
    if (root && count > 0) require(solana::knows_root(*tree, bytes, *root));
    return 0;
}
