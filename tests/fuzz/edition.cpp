#include "solana/accounts/edition.hpp"

#include "require.hpp"
#include "solana/accounts/edition_marker.hpp"
#include "solana/accounts/token_record.hpp"

using namespace burner;

/// No bytes are two kinds of account. A marker is closed by the burn of a print only if nothing but its bit is left.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteView bytes{data, size};
    const auto marker = solana::parse_edition_marker(bytes);
    require(solana::parse_edition(bytes).has_value() + marker.has_value() +
                solana::parse_token_record(bytes).has_value() <=
            1);
    if (!marker || size < 2) return 0;
    const std::uint64_t number = data[size - 1];
    if (solana::is_closed_by_burn(*marker, number, true)) require(marker->has(number));
    if (solana::is_closed_by_burn(*marker, number, false)) require(!marker->has(number));
    return 0;
}
