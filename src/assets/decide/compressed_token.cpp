#include "assets/decide/compressed_token.hpp"

#include "assets/decide/decision.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

namespace light = solana::light_token;

std::optional<light::TreeKind> kind_of(const TreePlace& place) {
    if (place.type == TreeType::state_v1) return light::TreeKind::v1;
    if (place.type == TreeType::state_v2) return light::TreeKind::v2;
    return std::nullopt;
}

bool is_wrapped_sol(const solana::Pubkey& mint) {
    return mint == solana::ids::native_mint || mint == solana::ids::native_mint_2022;
}

}  // namespace

base::Result<light::CompressedToken, BlockedCode> spendable(const CompressedTokenAccount& account) {
    if (account.is_frozen) return std::unexpected(BlockedCode::frozen);
    if (!account.tlv.empty() || account.lamports.value != 0) return std::unexpected(BlockedCode::plugin_forbids);
    const auto version = light::version_of(account.discriminator);
    const auto kind = kind_of(account.place);
    if (account.program != solana::ids::light_token || !version || !kind || !account.place.queue) {
        return std::unexpected(BlockedCode::source_unavailable);
    }
    light::CompressedToken token{account.mint, account.owner, account.amount, account.delegate, *version, *kind};
    token.tree = account.place.tree;
    token.queue = *account.place.queue;
    token.leaf_index = account.place.leaf_index;
    return token;
}

std::optional<BlockedCode> why_not_burn(const solana::Pubkey& address, const solana::Mint* mint, bool has_pool) {
    if (const auto reason = why_not_burn(false, mint)) return reason;
    if (!has_pool || is_wrapped_sol(address)) return BlockedCode::plugin_forbids;
    return std::nullopt;
}

}  // namespace burner::assets
