#include "signing/same_keys.hpp"
#include "signing/walk/claim.hpp"
#include "signing/walk/only_read.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/ids.hpp"

namespace burner::signing {

namespace {

namespace bubblegum = solana::bubblegum;
using solana::Instruction;

constexpr std::size_t owner_of_v2 = 3;

/// Builds the same burn anew. Delegate and collection are taken over, as the leaf's hash holds them; the proof is left
/// out.
Instruction rebuilt(const Instruction& instruction, const bubblegum::Burned& burned) {
    const bool is_first = burned.version == solana::BubblegumVersion::v1;
    const auto given = [&](std::size_t place) {
        const solana::Pubkey& key = instruction.accounts[place].key;
        return key == solana::ids::bubblegum ? std::nullopt : std::optional{key};
    };
    bubblegum::Leaf leaf;
    leaf.version = burned.version;
    leaf.tree = burned.tree;
    leaf.owner = burned.owner;
    leaf.delegate = given(is_first ? 2 : 4).value_or(burned.owner);
    if (!is_first) leaf.collection = given(6);
    return bubblegum::burn(leaf, {});
}

}  // namespace

std::optional<Claim> cnft_claim(const Instruction& instruction) {
    const auto burned = bubblegum::burned(instruction);
    if (!burned) return std::nullopt;
    Instruction expected = rebuilt(instruction, *burned);
    const std::size_t first_of_proof = expected.accounts.size();
    std::vector authorities{burned->owner};
    if (burned->version == solana::BubblegumVersion::v2) {
        // In version 2 the payer signs and the leaf's owner follows: both must be the wallet.
        authorities.push_back(instruction.accounts[owner_of_v2].key);
        expected.accounts[owner_of_v2].key = authorities.back();
    }
    if (!begin_alike(instruction, expected, first_of_proof) || !are_only_read(instruction, first_of_proof))
        return std::nullopt;
    return Claim{.happening = Happening::burn_cnft, .account = burned->asset, .authorities = std::move(authorities)};
}

}  // namespace burner::signing
