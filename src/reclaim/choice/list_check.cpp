#include "reclaim/choice/list_check.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>

#include "base/lamports.hpp"
#include "reclaim/choice/item_amount.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "solana/programs/ids.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;
namespace types = burnandclaim::item_type;
namespace actions = burnandclaim::item_action;

bool offers(const WalletItem& item, std::string_view action) {
    return std::ranges::find(item.actions, action) != item.actions.end();
}

bool is_address(const std::optional<std::string>& text) {
    return text && solana::pubkey_from_base58(*text);
}

/// Tells whether an item is a token: Core assets and compressed NFTs are not.
bool is_token(const WalletItem& item) {
    const bool is_core_asset = item.type == types::nft && !item.mint && !item.token_program;
    return !is_core_asset && item.type != types::cnft;
}

bool has_amount(const WalletItem& item) {
    return item.type == types::token || item.type == types::fungible_asset || item.type == types::zk_compressed_token;
}

/// Tells whether an item holds SOL: compressed NFTs and tokens do not.
bool holds_lamports(const WalletItem& item) {
    return item.type != types::cnft && item.type != types::zk_compressed_token;
}

bool has_token_program(const WalletItem& item) {
    const auto program = solana::pubkey_from_base58(item.token_program.value_or(""));
    return program == solana::ids::token || program == solana::ids::token_2022;
}

std::optional<double> number_from(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Compares the amounts as JSON's numbers, which whoever passes a list on may write with other digits.
bool is_shown_as_held(const WalletItem& item, const ItemAmount& amount) {
    return !item.ui_balance || number_from(*item.ui_balance) == number_from(amount.to_text());
}

std::string about_tokens(const WalletItem& item) {
    if (!is_address(item.mint)) return "it names no mint";
    if (!has_token_program(item)) return "it names no token program";
    if (item.type == types::empty_account && item.mint == item.address) return "it would close the mint itself";
    if (has_amount(item) && !amount_of(item)) return "it has no amount of tokens";
    return {};
}

std::string about_actions(const WalletItem& item) {
    const bool is_empty = item.type == types::empty_account;
    if (!is_empty && offers(item, actions::close))
        return fmt::format("it offers to close an item of type {}, but only empty accounts can be closed", item.type);
    if (is_empty && offers(item, actions::burn)) return "it offers to burn an empty account";
    return {};
}

std::string about_lamports(const WalletItem& item) {
    const std::uint64_t max_refund =
        std::max({item.reclaimable_lamports, item.excess_lamports.value_or(0), item.lamports.value_or(0)});
    if (max_refund >= base::lamports_bound) return "it gives back more SOL than exists";
    if (!holds_lamports(item) && item.reclaimable_lamports != 0) return "it gives back SOL that it cannot hold";
    return {};
}

std::string about_amount(const WalletItem& item) {
    const auto amount = amount_of(item);
    if (!amount || is_shown_as_held(item, *amount)) return {};
    return fmt::format("it holds {}, but the server shows {}", amount->to_text(), printable(*item.ui_balance, 60));
}

/// Says what is wrong with an item; empty if it makes sense.
std::string item_problem(const WalletItem& item) {
    if (!is_known_type(item)) return {};
    for (std::string problem : {about_actions(item), about_lamports(item), about_amount(item)})
        if (!problem.empty()) return problem;
    if (item.actions.empty()) return {};
    if (!is_address(item.address)) return "it has no address";
    if (item.type == types::cnft && item.mint) return "a compressed NFT has no mint";
    return is_token(item) ? about_tokens(item) : std::string{};
}

}  // namespace

bool is_known_type(const WalletItem& item) {
    return item.type == types::empty_account || item.type == types::token || item.type == types::fungible_asset ||
           item.type == types::nft || item.type == types::cnft || item.type == types::zk_compressed_token;
}

std::optional<std::string> list_problem(const burnandclaim::WalletAssets& assets) {
    std::unordered_set<std::string_view> seen;
    for (const WalletItem& item : assets.items) {
        std::string problem = item_problem(item);
        if (problem.empty() && !seen.insert(item.address).second) problem = "it is listed twice";
        if (!problem.empty())
            return fmt::format("the server's list cannot be true about {}: {}. Nothing was signed",
                               printable(item.address, 60), problem);
    }
    return std::nullopt;
}

}  // namespace burner::reclaim
