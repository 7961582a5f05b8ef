#include "reclaim/reclaim_choice.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reclaim/reclaim_protection.hpp"
#include "reclaim/terminal_text.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

bool allows(const WalletItem& item, std::string_view action) {
    return std::ranges::find(item.actions, action) != item.actions.end();
}

/// Core assets and compressed NFTs have no mint: their own address names them. One of many compressed tokens can be
/// named by its own too.
bool is_of(const WalletItem& item, const std::string& name) {
    const bool is_compressed = item.type == burnandclaim::item_type::zk_compressed_token;
    return item.mint.value_or(item.address) == name || (is_compressed && item.address == name);
}

/// This command signs only what it can check: nothing of a type that is not known here.
bool can_be_checked(const WalletItem& item) {
    namespace types = burnandclaim::item_type;
    return item.type == types::empty_account || item.type == types::token || item.type == types::fungible_asset ||
           item.type == types::nft || item.type == types::cnft || item.type == types::zk_compressed_token;
}

std::vector<WalletItem>& place(Choice& choice, const WalletItem& item, const std::vector<std::string>& burn_mints) {
    if (item.blocked || item.actions.empty()) return choice.blocked;
    if (!can_be_checked(item)) return choice.keep;
    if (allows(item, burnandclaim::item_action::close)) return choice.close;
    const bool is_named = std::ranges::any_of(burn_mints, [&](const auto& mint) { return is_of(item, mint); });
    return is_named && allows(item, burnandclaim::item_action::burn) ? choice.burn : choice.keep;
}

/// Lamports: twice what one signature costs. Less might not pay for the transaction that it needs.
constexpr std::uint64_t least_excess = 10'000;

/// Why the named mint cannot be burned; nullopt when it can, or when its account is closed anyway. What is protected of
/// it is a reason to ask again, also beside what is not.
std::optional<std::string> problem_of(const Choice& choice, const std::string& mint) {
    if (!solana::pubkey_from_base58(mint)) return fmt::format("--burn {}: not an address", printable(mint, 60));
    const auto kept = std::ranges::find_if(
        choice.blocked, [&](const WalletItem& item) { return is_of(item, mint) && is_protected(item); });
    if (kept != choice.blocked.end()) return fmt::format("--burn {}: {}", mint, printable(kept->blocked->message));
    const auto holds = [&](const std::vector<WalletItem>& items) {
        return std::ranges::any_of(items, [&](const WalletItem& item) { return is_of(item, mint); });
    };
    if (holds(choice.burn) || holds(choice.close)) return std::nullopt;
    const auto blocked =
        std::ranges::find_if(choice.blocked, [&](const WalletItem& item) { return is_of(item, mint); });
    if (blocked != choice.blocked.end())
        return fmt::format("--burn {}: {}", mint,
                           blocked->blocked ? printable(blocked->blocked->message) : "nothing can be done with it");
    if (holds(choice.keep)) return fmt::format("--burn {}: this command cannot burn items of its type", mint);
    return fmt::format("--burn {}: the wallet holds no such token", mint);
}

}  // namespace

std::uint64_t Choice::lamports() const {
    std::uint64_t sum = 0;
    for (const WalletItem& item : close) sum += item.reclaimable_lamports;
    for (const WalletItem& item : burn) sum += item.reclaimable_lamports;
    for (const WalletItem& item : withdraw) sum += item.excess_lamports.value_or(0);
    return sum;
}

base::Result<Choice, std::string> choose(const burnandclaim::WalletAssets& assets,
                                         const std::vector<std::string>& burn_mints,
                                         const assets::Protection& protection) {
    Choice choice;
    for (const WalletItem& listed : assets.items) {
        WalletItem item = under(protection, listed);
        place(choice, item, burn_mints).push_back(std::move(item));
    }
    for (const std::string& mint : burn_mints)
        if (auto problem = problem_of(choice, mint)) return std::unexpected(*std::move(problem));
    return choice;
}

void add_withdrawals(Choice& choice) {
    for (const auto* stays : {&choice.keep, &choice.blocked})
        for (const WalletItem& item : *stays)
            if (allows(item, burnandclaim::item_action::withdraw_excess) &&
                item.excess_lamports.value_or(0) >= least_excess)
                choice.withdraw.push_back(item);
}

std::vector<burnandclaim::ItemSelection> selections(const Choice& choice) {
    std::vector<burnandclaim::ItemSelection> out;
    out.reserve(choice.size());
    for (const WalletItem& item : choice.close)
        out.push_back({item.type, item.address, std::string{burnandclaim::item_action::close}});
    for (const WalletItem& item : choice.burn)
        out.push_back({item.type, item.address, std::string{burnandclaim::item_action::burn}, item.balance, item.mint});
    for (const WalletItem& item : choice.withdraw)
        out.push_back({item.type, item.address, std::string{burnandclaim::item_action::withdraw_excess}});
    return out;
}

}  // namespace burner::reclaim
