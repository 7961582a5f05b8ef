#include "solana/accounts/light_tree.hpp"

#include "require.hpp"
#include "solana/programs/ids.hpp"

using namespace burner;

/// The head of any account is read within its bounds, and no fee could overflow a sum.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto tree = solana::parse_light_tree(solana::ids::light_compression, {data, size});
    if (tree) require(tree->fee.value < std::uint64_t{1} << 60);
    return 0;
}
