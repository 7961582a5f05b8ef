#include "assets/holding.hpp"

#include <array>

#include "assets/text.hpp"

namespace burner::assets {

namespace {

constexpr std::size_t max_name = 64;
constexpr std::size_t max_symbol = 16;

using AddFields = void (*)(Item&, const Holding&, const solana::Mint*);

/// By type; the types without a file of their own are not made from token accounts.
constexpr std::array<AddFields, item_type_count> add_fields = {add_empty_account_fields, add_token_fields};

void name_it(Item& item, const solana::Mint* mint) {
    if (mint != nullptr && mint->metadata) {
        item.name = mint->metadata->name;
        item.symbol = mint->metadata->symbol;
    }
    if (item.name.empty()) item.name = "Unknown token";
    if (item.symbol.empty()) item.symbol = abbreviate(item.mint);
}

}  // namespace

void keep_what_is_shown(solana::Mint& mint) {
    if (!mint.metadata) return;
    mint.metadata = solana::EmbeddedMetadata{.name = clean_text(mint.metadata->name, max_name),
                                             .symbol = clean_text(mint.metadata->symbol, max_symbol),
                                             .uri = {}};
}

Item to_item(const Holding& holding, const Decision& decision, const solana::Mint* mint) {
    Item item;
    item.type = decision.type;
    item.is_frozen = holding.account.is_frozen;
    item.blocked = decision.blocked;
    item.address = holding.address;
    item.mint = holding.account.mint;
    item.token_program = holding.token_program;
    item.lamports = holding.lamports;
    if (!decision.blocked && decision.close) item.reclaimable = holding.lamports;
    name_it(item, mint);
    add_fields[static_cast<std::size_t>(decision.type)](item, holding, mint);
    return item;
}

}  // namespace burner::assets
