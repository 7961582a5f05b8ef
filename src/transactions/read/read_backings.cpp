#include "transactions/read/read_backings.hpp"

#include <utility>

#include "assets/facts/mint_metadata.hpp"
#include "solana/programs/pools.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

assets::BackingRequest backing_request(const solana::Pubkey& address, const solana::Mint& mint, bool is_one_held) {
    assets::BackingRequest request{address, mint.mint_authority, std::nullopt, is_one_held};
    if (assets::may_be_nft(mint)) request.edition = solana::token_metadata::edition_address(address);
    return request;
}

base::Task<assets::Backings> read_backings_of(solana::Rpc& rpc, std::vector<solana::PositionProgram> positions,
                                              std::vector<assets::BackingRequest> requests) {
    const auto read = [&rpc](std::vector<solana::Pubkey> keys) {
        return rpc.get_account_heads(std::move(keys), solana::pool_head);
    };
    auto found = co_await assets::read_backings(read, std::move(positions), std::move(requests));
    co_return std::move(found.backings);
}

}  // namespace burner::transactions
