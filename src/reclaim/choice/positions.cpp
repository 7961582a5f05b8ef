#include "reclaim/choice/positions.hpp"

#include "reclaim/choice/item_amount.hpp"
#include "solana/programs/positions.hpp"

namespace burner::reclaim {
namespace {

/// Tells whether an item is a single token. There is only one of an NFT, whatever the list says of its amount.
bool is_single(const burnandclaim::WalletItem& item) {
    const auto amount = amount_of(item);
    return item.type == burnandclaim::item_type::nft || (amount && amount->raw == 1 && amount->decimals == 0);
}

}  // namespace

std::vector<solana::Pubkey> single_mints(const Choice& choice) {
    std::vector<solana::Pubkey> mints;
    for (const auto* burns : {&choice.burn, &choice.burn_liquidity})
        for (const auto& item : *burns)
            if (const auto mint = solana::pubkey_from_base58(item.mint.value_or("")); mint && is_single(item))
                mints.push_back(*mint);
    return mints;
}

base::Result<std::set<std::string>, std::string> find_positions(const std::vector<solana::Pubkey>& mints,
                                                                const std::string& rpc_url,
                                                                const FindOwners& find_owners) {
    const auto& programs = solana::known_position_programs();
    std::vector<solana::Pubkey> addresses;
    for (const auto& mint : mints)
        for (const auto& program : programs) addresses.push_back(solana::position_address(program, mint));
    const auto owners = find_owners(rpc_url, addresses);
    if (!owners) return std::unexpected(owners.error());
    std::set<std::string> positions;
    for (std::size_t i = 0; i < addresses.size(); ++i)
        if (owners->at(i) == programs[i % programs.size()].program)
            positions.insert(solana::to_base58(mints[i / programs.size()]));
    return positions;
}

}  // namespace burner::reclaim
