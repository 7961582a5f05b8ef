#include "transactions/read/named_accounts.hpp"

#include "solana/programs/associated_token.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

namespace {

using assets::ItemType;

void append_compressed(std::vector<solana::Pubkey>& keys, const solana::Pubkey& wallet, const solana::Pubkey& mint) {
    keys.push_back(mint);
    for (std::uint8_t index = 0; index < solana::light_token::max_pools; ++index) {
        keys.push_back(solana::light_token::find_pool(mint, index).address);
    }
    for (const solana::Pubkey& program : {solana::ids::token, solana::ids::token_2022}) {
        keys.push_back(solana::associated_token_address(wallet, program, mint));
    }
}

void append_item(std::vector<solana::Pubkey>& keys, const solana::Pubkey& wallet, const Selection& selection) {
    const bool is_compressed = selection.type == ItemType::zk_compressed_token;
    if (!is_compressed) keys.push_back(selection.address);
    if (selection.action != assets::Action::burn || !selection.expected_mint) return;
    if (is_compressed) {
        append_compressed(keys, wallet, *selection.expected_mint);
    } else {
        append_mint_accounts(keys, selection.type, *selection.expected_mint);
    }
}

}  // namespace

void append_mint_accounts(std::vector<solana::Pubkey>& keys, ItemType type, const solana::Pubkey& mint) {
    keys.push_back(mint);
    if (type != ItemType::nft && type != ItemType::fungible_asset) return;
    keys.push_back(solana::token_metadata::metadata_address(mint));
    keys.push_back(solana::token_metadata::edition_address(mint));
}

std::vector<solana::Pubkey> named_accounts(const BuildRequest& request) {
    std::vector<solana::Pubkey> keys{request.wallet, solana::ids::rent_sysvar};
    keys.push_back(payer_of(request.fee_payer, request.wallet));
    if (request.donation_wallet) keys.push_back(*request.donation_wallet);
    if (request.versions.v1) keys.push_back(solana::ids::transaction_v1_feature);
    for (const Selection& selection : request.items) append_item(keys, request.wallet, selection);
    return keys;
}

}  // namespace burner::transactions
