#include "require.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/token_metadata.hpp"

using namespace burner;

/// Data of any content under any number of accounts is read within its bounds, and by one program at most.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    solana::Instruction instruction;
    const solana::Pubkey* programs[] = {&solana::ids::token_metadata, &solana::ids::core, &solana::ids::bubblegum,
                                        &solana::ids::light_token};
    instruction.program = *programs[data[0] % 4];
    instruction.accounts.resize(data[1]);
    instruction.data.assign(data + 2, data + size);
    const int readers =
        solana::token_metadata::burned(instruction).has_value() + solana::core::burned(instruction).has_value() +
        solana::bubblegum::burned(instruction).has_value() + solana::light_token::spent(instruction).has_value();
    require(readers <= 1);
    return 0;
}
