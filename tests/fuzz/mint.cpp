#include "solana/accounts/mint.hpp"

#include "require.hpp"
#include "solana/programs/ids.hpp"

using namespace burner;

/// No bytes are read as a mint whose embedded texts are longer than the account.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto classic = solana::parse_mint(solana::ids::token, {data, size});
    const auto extended = solana::parse_mint(solana::ids::token_2022, {data, size});
    if (classic) require(classic == extended);
    if (extended && extended->metadata) {
        const solana::EmbeddedMetadata& texts = *extended->metadata;
        require(texts.name.size() + texts.symbol.size() + texts.uri.size() < size);
    }
    return 0;
}
