#include "signing/walk/item_walk.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/decimal.hpp"

namespace burner::signing {

namespace {

using enum Happening;

constexpr Happenings any_burn{burn_tokens, burn_nft, burn_core_asset, burn_cnft};
constexpr Happenings any_closing{close, burn_nft};

bool is_nft(const AskedItem& item) {
    return item.asked.type == "nft";
}

std::string burn_sentence(const Claim& claim, const AskedItem& item) {
    const std::string account = solana::to_base58(claim.account);
    if (claim.happening == burn_core_asset) return fmt::format("Burns the Core asset {}.", account);
    if (claim.happening == burn_cnft) return fmt::format("Burns the compressed NFT {}.", account);
    const std::string mint = solana::to_base58(*claim.mint);
    if (is_nft(item)) return fmt::format("Burns the NFT {}.", mint);
    return fmt::format("Burns {} of {}.", base::to_whole_decimal(*claim.amount, claim.decimals), mint);
}

Burned burned_by(const Claim& claim) {
    Burned burned{.address = solana::to_base58(claim.account), .amount = claim.amount};
    if (claim.mint) burned.mint = solana::to_base58(*claim.mint);
    if (claim.amount) burned.decimals = claim.decimals;
    return burned;
}

void note_burn(const Claim& claim, const AskedItem& item, Effects& effects) {
    effects.verified.burned.push_back(burned_by(claim));
    effects.burn_sentences.push_back(burn_sentence(claim, item));
}

void note_end(const Claim& claim, const std::string& account, Effects& effects) {
    const auto found = std::ranges::find(effects.ended, account, &Ended::name);
    if (found == effects.ended.end()) {
        effects.ended.push_back({account, claim.bound});
    } else {
        found->bound += claim.bound;
    }
}

/// Tells whether a claim can happen only once. The burn of an amount of 0 changes nothing, and can be done again.
bool is_end(const Claim& claim) {
    return claim.happening == close || (any_burn.has(claim.happening) && claim.amount != 0);
}

void note(const Claim& claim, const AskedItem& item, Effects& effects) {
    const std::string account = solana::to_base58(claim.account);
    if (claim.happening == close) effects.verified.closed.push_back({account});
    if (any_burn.has(claim.happening)) note_burn(claim, item, effects);
    if (is_end(claim)) note_end(claim, account, effects);
    if (claim.happening != withdraw_excess) return;
    effects.verified.withdrawn.push_back({account});
    effects.withdrawn.push_back({account, claim.bound});
}

}  // namespace

Problem ItemWalk::take(const Claim& claim, Effects& effects) {
    const AskedItem* item = asked_.find(claim.account);
    if (item == nullptr || !item->row->may.has(claim.happening))
        return Broken{rule::not_requested,
                      fmt::format("does something to {} that was not requested", solana::to_base58(claim.account))};
    Deed& deed = deed_of(*item);
    if (auto problem = judge(claim, *item, deed)) return problem;
    deed.happened.add(claim.happening);
    note(claim, *item, effects);
    return std::nullopt;
}

Problem ItemWalk::judge(const Claim& claim, const AskedItem& item, const Deed& deed) const {
    if (auto problem = judge_authority(claim, item)) return problem;
    if (auto problem = judge_amount(claim, item)) return problem;
    const std::string& address = item.asked.address;
    const bool is_burned_again = any_burn.has(claim.happening) && deed.happened.has_any_of(any_burn);
    const bool is_closed_again = any_closing.has(claim.happening) && deed.happened.has_any_of(any_closing);
    if (is_burned_again || is_closed_again || deed.happened.has(claim.happening) || done_.contains(address))
        return Broken{rule::twice, fmt::format("does to {} what is done already", address)};
    return judge_order(claim, deed);
}

Problem ItemWalk::judge_authority(const Claim& claim, const AskedItem& item) const {
    const std::string& address = item.asked.address;
    if (!claim.is_decided_by(terms_.wallet))
        return Broken{rule::authority, fmt::format("lets another than the wallet decide about {}", address)};
    if (claim.destination && *claim.destination != terms_.wallet)
        return Broken{rule::destination,
                      fmt::format("pays {} what comes back of {}", solana::to_base58(*claim.destination), address)};
    return std::nullopt;
}

Problem ItemWalk::judge_amount(const Claim& claim, const AskedItem& item) const {
    const std::string& address = item.asked.address;
    if (claim.mint && item.mint != claim.mint)
        return Broken{rule::mint, fmt::format("is about another mint than the reviewed one of {}", address)};
    if (!claim.amount) return std::nullopt;
    const bool is_agreed = is_nft(item) ? *claim.amount == 1 && claim.decimals == 0 &&
                                              (!item.asked.expected_balance || item.balance() == claim.amount)
                                        : item.balance() == claim.amount;
    if (!is_agreed)
        return Broken{rule::amount, fmt::format("burns another amount than the reviewed one of {}", address)};
    return std::nullopt;
}

Problem ItemWalk::judge_order(const Claim& claim, const Deed& deed) const {
    const Row& row = *deed.item->row;
    const std::string& address = deed.item->asked.address;
    const bool is_unburned = row.must.has_any_of(any_burn) && !deed.happened.has_any_of(any_burn);
    if (claim.happening == close && is_unburned)
        return Broken{rule::order, fmt::format("closes {} before it burns what is in it", address)};
    if (deed.happened.has_any_of(any_closing))
        return Broken{rule::order, fmt::format("touches {} after it has closed it", address)};
    return std::nullopt;
}

const ItemWalk::Deed* ItemWalk::find(const AskedItem& item) const {
    const auto found = std::ranges::find(deeds_, &item, &Deed::item);
    return found == deeds_.end() ? nullptr : &*found;
}

ItemWalk::Deed& ItemWalk::deed_of(const AskedItem& item) {
    const auto found = std::ranges::find(deeds_, &item, &Deed::item);
    return found == deeds_.end() ? deeds_.emplace_back(&item) : *found;
}

bool ItemWalk::is_done(const AskedItem& item) const {
    const Deed* deed = find(item);
    return deed != nullptr && deed->happened.has_any_of(item.row->must);
}

Problem ItemWalk::finish() const {
    for (const Deed& deed : deeds_) {
        if (is_done(*deed.item)) continue;
        return Broken{rule::incomplete,
                      fmt::format("touches {} without doing what was asked", deed.item->asked.address)};
    }
    return std::nullopt;
}

std::vector<std::string> ItemWalk::done_addresses() const {
    std::vector<std::string> addresses;
    for (const Deed& deed : deeds_) addresses.push_back(deed.item->asked.address);
    return addresses;
}

}  // namespace burner::signing
