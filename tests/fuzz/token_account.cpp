#include "solana/accounts/token_account.hpp"

#include "require.hpp"
#include "solana/programs/ids.hpp"

using namespace burner;

/// What the classic program takes, Token-2022 takes alike: they share the first 165 bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto classic = solana::parse_token_account(solana::ids::token, {data, size});
    const auto extended = solana::parse_token_account(solana::ids::token_2022, {data, size});
    if (size == solana::token_account_size) require(classic == extended);
    if (size != solana::token_account_size) require(!classic);
    return 0;
}
