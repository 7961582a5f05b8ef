#include "solana/accounts/token_metadata.hpp"

#include "require.hpp"

using namespace burner;

/// Texts lie within the account; what is behind them changes only what the program itself leaves unset.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto metadata = solana::parse_token_metadata({data, size});
    if (!metadata) return 0;
    require(metadata->name.size() + metadata->symbol.size() + metadata->uri.size() < size);
    require(!metadata->name.ends_with('\0') && !metadata->uri.ends_with('\0'));
    require(!metadata->collection_size || metadata->is_collection);
    return 0;
}
