#include "solana/accounts/merkle_tree.hpp"

#include "require.hpp"
#include "solana/accounts/tree_config.hpp"

using namespace burner;

/// The shape of a tree fits its account, and it knows no more roots than it has room for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteView bytes{data, size};
    solana::parse_tree_config(bytes);
    const auto tree = solana::parse_merkle_tree(bytes, size);
    if (!tree) return 0;
    require(tree->max_depth <= 30 && tree->canopy_depth <= tree->max_depth);
    require(solana::roots_size(*tree) <= size);
    require(solana::known_roots(*tree, bytes).size() <= tree->max_buffer_size);
    return 0;
}
