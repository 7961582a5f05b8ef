#include "solana/programs/positions.hpp"

#include <array>

#include "solana/pda.hpp"

namespace burner::solana {

namespace {

constexpr std::size_t max_seed = 32;

}  // namespace

// Sources: the programs' own (orca-so/whirlpools, raydium-io/raydium-clmm, MeteoraAg/damm-v2), for the lock program
// raydium-io/raydium-sdk-V2.
const std::vector<PositionProgram>& known_position_programs() {
    constexpr Pubkey orca = pubkey("whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc");
    constexpr Pubkey raydium = pubkey("CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK");
    constexpr Pubkey raydium_lock = pubkey("LockrWmn6K5twhz3y9w1dQERbmgSaRkfnTeTKbpofwE");
    constexpr Pubkey meteora = pubkey("cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG");
    static const std::vector<PositionProgram> programs = {
        {orca, "position"},    {orca, "position_bundle"},         {raydium, "position"},
        {meteora, "position"}, {raydium_lock, "locked_position"}, {raydium_lock, "locked_liquidity"},
    };
    return programs;
}

base::Result<PositionProgram> position_program_from_text(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return base::fail(base::ErrorCode::invalid_request, "must look like `PROGRAM:SEED`");
    }
    const auto program = pubkey_from_base58(text.substr(0, colon));
    if (!program)
        return base::fail(base::ErrorCode::invalid_request, "needs the base58 text of 32 bytes before the `:`");
    const auto seed = text.substr(colon + 1);
    if (seed.empty() || seed.size() > max_seed) {
        return base::fail(base::ErrorCode::invalid_request, "takes a seed of 1 to 32 bytes");
    }
    return PositionProgram{*program, std::string{seed}, true};
}

Pubkey position_address(const PositionProgram& of, const Pubkey& mint) {
    const std::array seeds{base::as_bytes(of.seed), mint.view()};
    return program_address(seeds, of.program);
}

}  // namespace burner::solana
