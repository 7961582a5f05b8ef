#include "assets/decide/nft.hpp"

#include <algorithm>

#include "assets/text.hpp"
#include "solana/accounts/refund.hpp"
#include "solana/bounds.hpp"

namespace burner::assets {

namespace {

using solana::TokenStandard;

constexpr std::string_view unreadable_metadata = "Its metadata is missing or cannot be read";
constexpr std::string_view other_mint = "Its metadata names another mint";
constexpr std::string_view unreadable_edition = "Its edition is missing or cannot be read";
constexpr std::string_view contradiction = "Its metadata and its edition contradict each other";
constexpr std::string_view not_one = "More than one such token exists";
constexpr std::string_view no_record = "Its token record is missing or cannot be read";
constexpr std::string_view foreign_closer = "Only another address may close its account";
constexpr std::string_view withheld = "Its account holds transfer fees";
constexpr std::string_view miscounted = "Its collection's member count is already zero";
constexpr std::string_view unknown_master = "It is a print whose master is not known";
constexpr std::string_view odd_rent = "Its metadata account holds less than today's rent";

const solana::Edition* edition_of(const MintMetadata& metadata) {
    return metadata.edition ? &*metadata.edition : nullptr;
}

std::optional<TokenStandard> standard_of(const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    if (!of.metadata) return std::nullopt;
    return solana::standard_of(*of.metadata, *facts.mint, edition_of(of));
}

bool is_programmable(std::optional<TokenStandard> standard) {
    return standard && solana::is_programmable(*standard);
}

/// Returns why Token Metadata refuses a burn whoever asks, or nullopt.
std::optional<BlockedCode> why_not_at_all(const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    if (is_programmable(standard_of(facts)) && of.record && of.record->state != solana::TokenState::unlocked)
        return BlockedCode::locked;
    const auto* master = of.edition ? std::get_if<solana::MasterEdition>(&*of.edition) : nullptr;
    if (master != nullptr && master->supply > 0) return BlockedCode::has_prints;
    if (of.metadata && of.metadata->is_collection && of.metadata->collection_size != 0U)
        return BlockedCode::collection_not_empty;
    return std::nullopt;
}

/// The edition of a programmable NFT may close the account for a delegate; Token Metadata sees to that.
bool may_be_closed(const solana::TokenAccount& account, bool is_programmable) {
    if (!is_programmable || !account.close_authority) return account.closer() == account.owner;
    return *account.close_authority == solana::token_metadata::edition_address(account.mint);
}

/// Returns why only the token program can burn it; empty when Token Metadata can.
std::string_view why_not_through_metadata(const solana::TokenAccount& account, const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    if (!of.metadata) return unreadable_metadata;
    if (of.metadata->mint != account.mint) return other_mint;
    if (!of.edition) return unreadable_edition;
    const auto standard = standard_of(facts);
    if (!standard || is_print(*standard) != std::holds_alternative<solana::PrintEdition>(*of.edition))
        return contradiction;
    if (account.amount != 1 || facts.mint->supply != 1) return not_one;
    if (is_programmable(standard) && !of.record) return no_record;
    if (!may_be_closed(account, is_programmable(standard))) return foreign_closer;
    if (account.withheld_fee > 0) return withheld;
    const auto& collection = of.metadata->collection;
    if (collection && collection->is_verified && !is_print(*standard) && of.collection_size == 0U) return miscounted;
    if (is_print(*standard) && !of.master) return unknown_master;
    if (!metadata_refund(*facts.rent, of.metadata_length, of.metadata_lamports)) return odd_rent;
    return {};
}

/// Does not count the marker of a print, which others may share.
base::Lamports rent_of(const MintMetadata& of, base::Lamports metadata_refund) {
    using solana::rent_within;
    return rent_within(metadata_refund, std::min(of.metadata_length, solana::max_metadata_size)) +
           rent_within(of.edition_lamports, std::min(of.edition_length, solana::max_edition_size)) +
           rent_within(of.record_lamports, std::min(of.record_length, solana::max_token_record_size));
}

MetadataBurn burn_through_metadata(const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    MetadataBurn burn;
    burn.standard = *standard_of(facts);
    if (of.metadata->collection && of.metadata->collection->is_verified)
        burn.verified_collection = of.metadata->collection->mint;
    if (of.master) {
        const auto number = std::get<solana::PrintEdition>(*of.edition).number;
        burn.master = {of.master->mint, of.master->token_account.value_or(solana::Pubkey{}), number};
        burn.may_close_marker = of.master->is_own || of.marker_lamports > base::Lamports{};
    }
    const base::Lamports refund = *metadata_refund(*facts.rent, of.metadata_length, of.metadata_lamports);
    burn.refund = refund + of.edition_lamports + of.record_lamports + of.marker_lamports;
    burn.rent = rent_of(of, refund);
    return burn;
}

Decision decide_plain(const Owner& owner, const solana::TokenAccount& account, const Facts& facts,
                      std::string_view reason) {
    const MintMetadata& of = *facts.metadata;
    Decision decision = decide_balance(ItemType::nft, owner, account, facts.mint);
    if (!decision.blocked) decision.left_behind = {reason, of.metadata_lamports + of.edition_lamports};
    return decision;
}

}  // namespace

bool is_nft(const Facts& facts) {
    if (!facts.metadata->metadata) return facts.metadata->edition.has_value();
    const auto standard = standard_of(facts);
    return !standard || !is_fungible(*standard);
}

/// Programmable NFTs lie in frozen accounts, which Token Metadata thaws; only their record says whether they are free.
Decision decide_nft(const Owner& owner, const solana::TokenAccount& account, const Facts& facts) {
    if (facts.rent == nullptr) return block(ItemType::nft, BlockedCode::source_unavailable);
    if (const auto reason = why_not_at_all(facts)) return block(ItemType::nft, *reason);
    const auto plain = why_not_through_metadata(account, facts);
    if (!plain.empty()) return decide_plain(owner, account, facts, plain);
    const bool is_frozen = account.is_frozen && !is_programmable(standard_of(facts));
    if (const auto reason = why_not_burn(is_frozen, facts.mint)) return block(ItemType::nft, *reason);
    if (has_confidential(account)) return block_beside_confidential(ItemType::nft);
    Decision decision;
    decision.type = ItemType::nft;
    decision.must_revoke = needs_revoke(account);
    decision.through_metadata = burn_through_metadata(facts);
    return decision;
}

void add_nft_fields(Item& item, const Facts& facts) {
    const MintMetadata& of = *facts.metadata;
    item.name = nft_name(std::move(item.name));
    if (is_programmable(standard_of(facts)) && of.record)
        item.is_frozen = of.record->state != solana::TokenState::unlocked;
    if (!of.metadata || !of.metadata->collection || !of.metadata->collection->is_verified) return;
    item.collection = of.metadata->collection->mint;
    item.collection_name = collection_name(of.collection_name);
}

}  // namespace burner::assets
