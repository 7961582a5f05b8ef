#include "assets/decide/holding.hpp"

#include <algorithm>

#include "assets/text.hpp"
#include "solana/accounts/refund.hpp"
#include "solana/bounds.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

template <class Metadata>
void name_by(Item& item, const Metadata& metadata) {
    item.name = metadata.name;
    item.symbol = metadata.symbol;
    if (is_public_uri(metadata.uri)) item.metadata_uri = metadata.uri;
    if (is_image_uri(metadata.uri)) item.image_uri = metadata.uri;
}

}  // namespace

void name_it(Item& item, const Facts& facts) {
    if (facts.mint != nullptr && facts.mint->metadata) {
        name_by(item, *facts.mint->metadata);
    } else if (facts.metadata != nullptr && facts.metadata->metadata) {
        name_by(item, *facts.metadata->metadata);
    }
}

void name_unknown(Item& item) {
    if (item.name.empty()) item.name = "Unknown token";
    if (item.symbol.empty()) item.symbol = abbreviate(*item.mint);
}

ListedMint::ListedMint(const solana::Mint& mint)
    : supply_(mint.supply),
      decimals_(mint.decimals),
      is_paused_(mint.is_paused),
      has_permissioned_burn_(mint.has_permissioned_burn),
      has_confidential_mint_burn_(mint.has_confidential_mint_burn) {
    if (!mint.metadata) return;
    name_ = clean_text(mint.metadata->name, max_name);
    symbol_ = clean_text(mint.metadata->symbol, max_symbol);
}

void ListedMint::name_by(const solana::TokenMetadata& metadata) {
    name_ = metadata.name;
    symbol_ = metadata.symbol;
    uri_ = metadata.uri;
}

solana::Mint ListedMint::mint() const {
    solana::Mint mint;
    mint.supply = supply_;
    mint.decimals = decimals_;
    mint.is_paused = is_paused_;
    mint.has_permissioned_burn = has_permissioned_burn_;
    mint.has_confidential_mint_burn = has_confidential_mint_burn_;
    const bool is_named = !name_.empty() || !symbol_.empty() || !uri_.empty();
    if (is_named) mint.metadata = {.name = name_, .symbol = symbol_, .uri = uri_};
    return mint;
}

base::Lamports excess_of(const Owner& owner, const Holding& holding, const solana::Rent* rent) {
    if (rent == nullptr || owner.is_multisig || holding.account.is_native()) return {};
    return solana::excess_lamports(*rent, holding.length, holding.lamports);
}

base::Lamports rent_of(const Holding& holding) {
    const bool has_extensions = holding.token_program == solana::ids::token_2022;
    const std::size_t max_size = has_extensions ? solana::max_token_2022_account_size : solana::max_token_account_size;
    const base::Lamports held = holding.account.native_reserve.value_or(holding.lamports);
    return solana::rent_within(std::min(held, holding.lamports), std::min<std::size_t>(holding.length, max_size));
}

}  // namespace burner::assets
