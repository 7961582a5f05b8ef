#include "reclaim/review/groups.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;
namespace types = burnandclaim::item_type;

std::uint64_t excess(const WalletItem& item) {
    return item.excess_lamports.value_or(0);
}

/// Returns the server's words, made harmless.
std::string reason_of(const WalletItem& item) {
    if (!item.blocked) return "the server offers nothing that could be done with it";
    return fmt::format("{} ({})", printable(item.blocked->message, 300), printable(item.blocked->code, 40));
}

void append(std::vector<Group>& groups, Group group, const std::vector<WalletItem>& items) {
    if (items.empty()) return;
    for (const WalletItem& item : items) group.items.push_back(&item);
    groups.push_back(std::move(group));
}

/// Appends a group for each reason. There are few for many items: each is looked for among those before.
void append_blocked(std::vector<Group>& groups, const std::vector<WalletItem>& items) {
    const auto first = static_cast<std::ptrdiff_t>(groups.size());
    for (const WalletItem& item : items) {
        const std::string title = "Keep: " + reason_of(item);
        auto group =
            std::find_if(groups.begin() + first, groups.end(), [&](const Group& g) { return g.title == title; });
        if (group == groups.end())
            group = groups.insert(group, {.title = title, .condition = " (--withdraw-excess)", .lamports = excess});
        group->items.push_back(&item);
    }
}

}  // namespace

std::vector<Group> groups_of(const Choice& choice) {
    std::vector<Group> groups;
    append(groups, {.title = "Close", .lamports = given_back}, choice.close);
    append(groups, {.title = "Burn", .is_burn = true, .lamports = given_back}, choice.burn);
    append(groups, {.title = "Burn, and lose a share of a pool's liquidity", .is_burn = true, .lamports = given_back},
           choice.burn_liquidity);
    append(groups, {.title = "Withdraw what accounts that stay hold beyond their rent", .lamports = excess},
           choice.withdraw);
    append(groups,
           {.title = "Keep, because nobody named it (--burn MINT burns it)",
            .condition = " if burned",
            .lamports = given_back},
           choice.keep);
    append_blocked(groups, choice.blocked);
    return groups;
}

std::string counted_items(std::size_t count, const std::string& type) {
    if (type == types::empty_account) return counted(count, "empty account");
    if (type == types::token) return counted(count, "token");
    if (type == types::fungible_asset) return counted(count, "fungible asset");
    if (type == types::nft) return counted(count, "NFT");
    if (type == types::cnft) return counted(count, "compressed NFT");
    if (type == types::zk_compressed_token) return counted(count, "compressed token");
    return counted(count, "item") + " of type " + printable(type, 30);
}

}  // namespace burner::reclaim
