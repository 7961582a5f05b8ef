#include "signing/walk/claim.hpp"

#include "solana/programs/ids.hpp"

namespace burner::signing {

namespace {

std::vector<Claim> listed(std::optional<Claim> claim) {
    return claim ? std::vector{*std::move(claim)} : std::vector<Claim>{};
}

}  // namespace

bool may_be_position(const Claim& claim) {
    if (claim.happening == Happening::burn_tokens) return claim.amount == 1 && claim.decimals == 0;
    return claim.happening == Happening::burn_nft || claim.happening == Happening::burn_core_asset;
}

std::vector<Claim> claims_of(const solana::Instruction& instruction) {
    namespace ids = solana::ids;
    if (instruction.program == ids::token || instruction.program == ids::token_2022) return token_claims(instruction);
    if (instruction.program == ids::token_metadata) return listed(nft_claim(instruction));
    if (instruction.program == ids::core) return listed(core_claim(instruction));
    if (instruction.program == ids::bubblegum) return listed(cnft_claim(instruction));
    return {};
}

}  // namespace burner::signing
