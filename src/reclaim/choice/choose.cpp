#include "reclaim/choice/choose.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "reclaim/choice/dust.hpp"
#include "reclaim/choice/list_check.hpp"
#include "reclaim/choice/protection.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

bool allows(const WalletItem& item, std::string_view action) {
    return std::ranges::find(item.actions, action) != item.actions.end();
}

/// Tells whether a name is of the item. Core assets and compressed NFTs have no mint: their own address names them.
/// Compressed tokens are named by their mint alone: which mint a hash stands for would be the server's word.
bool is_of(const WalletItem& item, const std::string& name) {
    return item.mint.value_or(item.address) == name;
}

bool is_named(const WalletItem& item, const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&](const auto& name) { return is_of(item, name); });
}

/// What is asked to be burned: by name, or because it is dust.
struct Wanted {
    const NamedBurns& named;
    std::set<std::string> dust;

    bool has(const WalletItem& item) const {
        const bool is_dust = can_be_dust(item) && dust.contains(item.mint.value_or(""));
        return is_dust || is_named(item, named.burn);
    }
};

/// Returns the list for an item. The wallet's list has been judged (list_check.hpp): what can be closed is empty.
std::vector<WalletItem>& place(Choice& choice, const WalletItem& item, const Wanted& wanted) {
    if (is_liquidity(item) && is_named(item, wanted.named.burn_liquidity)) return choice.burn_liquidity;
    if (item.blocked || item.actions.empty()) return choice.blocked;
    if (!is_known_type(item)) return choice.keep;
    if (allows(item, burnandclaim::item_action::close)) return choice.close;
    return wanted.has(item) && allows(item, burnandclaim::item_action::burn) ? choice.burn : choice.keep;
}

/// The least excess in lamports: twice what one signature costs. Less might not pay for the transaction.
constexpr std::uint64_t least_excess = 10'000;

const WalletItem* find(const std::vector<WalletItem>& items, const std::string& name) {
    const auto found = std::ranges::find_if(items, [&](const WalletItem& item) { return is_of(item, name); });
    return found == items.end() ? nullptr : &*found;
}

/// Finds a protected item of that name: the user has to be asked again, even if others of it can be burned.
const WalletItem* find_protected(const Choice& choice, const std::string& name) {
    const auto found = std::ranges::find_if(
        choice.blocked, [&](const WalletItem& item) { return is_of(item, name) && is_protected(item); });
    return found == choice.blocked.end() ? nullptr : &*found;
}

std::string why_blocked(const WalletItem& item) {
    if (!item.blocked) return "the server offers no way to burn it";
    std::string reason = printable(item.blocked->message);
    if (is_liquidity(item)) reason += ". Name it with --burn-liquidity instead of --burn to burn it all the same";
    return reason;
}

bool is_hash(const Choice& choice, const std::string& name) {
    return std::ranges::any_of(choice.keep, [&](const WalletItem& item) {
        return item.address == name && item.type == burnandclaim::item_type::zk_compressed_token;
    });
}

/// Says why the named mint cannot be burned; empty if it can, or if its account is closed anyway.
std::string burn_problem(const Choice& choice, const std::string& name) {
    if (!solana::pubkey_from_base58(name)) return "this is not an address";
    if (const auto* item = find_protected(choice, name)) return why_blocked(*item);
    if (find(choice.burn, name) || find(choice.burn_liquidity, name) || find(choice.close, name)) return {};
    if (const auto* item = find(choice.blocked, name)) return why_blocked(*item);
    if (find(choice.keep, name)) return "this command does not know items of its type, so it cannot burn them";
    if (is_hash(choice, name)) return "this is the hash of a compressed token. Name its mint";
    return "the wallet holds no such token";
}

/// Says why the named mint cannot be burned as a share of a pool; empty if it can.
std::string liquidity_problem(const Choice& choice, const std::string& name) {
    if (find(choice.burn_liquidity, name)) return {};
    if (find(choice.burn, name) || find(choice.keep, name))
        return "this is not a share of a pool's liquidity. Name it with --burn";
    return burn_problem(choice, name);
}

/// Says the problem of the first name that has one, as a sentence; empty if all can be burned.
std::string first_problem(const Choice& choice, const NamedBurns& named) {
    for (const std::string& name : named.burn)
        if (const std::string problem = burn_problem(choice, name); !problem.empty())
            return fmt::format("--burn {}: {}", printable(name, 60), problem);
    for (const std::string& name : named.burn_liquidity)
        if (const std::string problem = liquidity_problem(choice, name); !problem.empty())
            return fmt::format("--burn-liquidity {}: {}", printable(name, 60), problem);
    return {};
}

}  // namespace

base::Result<Choice, std::string> choose(const burnandclaim::WalletAssets& assets, const NamedBurns& named,
                                         const assets::Protection& protection) {
    Choice choice;
    const Wanted wanted{named, named.below_usd ? dust_mints(assets, *named.below_usd) : std::set<std::string>{}};
    for (const WalletItem& listed : assets.items) {
        WalletItem item = with_protection(listed, protection);
        place(choice, item, wanted).push_back(std::move(item));
    }
    if (std::string problem = first_problem(choice, named); !problem.empty())
        return std::unexpected(std::move(problem));
    return choice;
}

void add_withdrawals(Choice& choice) {
    for (const auto* stays : {&choice.keep, &choice.blocked})
        for (const WalletItem& item : *stays)
            if (allows(item, burnandclaim::item_action::withdraw_excess) &&
                item.excess_lamports.value_or(0) >= least_excess)
                choice.withdraw.push_back(item);
}

}  // namespace burner::reclaim
