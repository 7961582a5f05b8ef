#include "reclaim/review/item_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reclaim/choice/item_amount.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

/// Widths in characters; an address has at most 44.
constexpr std::size_t name_width = 20;
constexpr std::size_t address_width = 44;
constexpr std::size_t amount_width = 24;

std::string name_of(const WalletItem& item) {
    const bool has_symbol = item.symbol && !item.symbol->empty();
    return printable(has_symbol ? *item.symbol : item.name, name_width - 1);
}

std::string reason_of(const WalletItem& item) {
    return item.blocked ? fmt::format("{}: {}", printable(item.blocked->code, 40), printable(item.blocked->message))
                        : std::string{};
}

void append_row(std::string& out, const WalletItem& item, std::string_view last) {
    const auto held = amount_of(item);
    const std::string amount = held ? printable(held->to_text(), amount_width - 1) : "";
    std::string row = fmt::format("  {}  {}  {}  {}", padded(name_of(item), name_width),
                                  padded(printable(item.mint.value_or(item.address), address_width), address_width),
                                  padded(amount, amount_width), last);
    while (row.ends_with(' ')) row.pop_back();
    out += row + '\n';
}

void append_group(std::string& out, std::string_view title, const std::vector<WalletItem>& items,
                  std::uint64_t (*lamports)(const WalletItem&), bool with_reason = false) {
    if (items.empty()) return;
    std::uint64_t sum = 0;
    for (const WalletItem& item : items) sum += lamports(item);
    fmt::format_to(std::back_inserter(out), "{} ({}, {} SOL)\n", title, items.size(), to_sol(sum));
    for (const WalletItem& item : items)
        append_row(out, item, with_reason ? reason_of(item) : to_sol(lamports(item)) + " SOL");
    out += '\n';
}

std::uint64_t excess(const WalletItem& item) {
    return item.excess_lamports.value_or(0);
}

}  // namespace

std::string item_table(const Choice& choice) {
    std::string out = fmt::format("  {}  {}  {}  {}\n", padded("NAME", name_width), padded("MINT", address_width),
                                  padded("BALANCE", amount_width), "GIVES BACK");
    append_group(out, "Close", choice.close, given_back);
    append_group(out, "Burn", choice.burn, given_back);
    append_group(out, "Burn, and lose a share of a pool's liquidity", choice.burn_liquidity, given_back);
    append_group(out, "Keep: name a mint with --burn to burn its tokens", choice.keep, given_back);
    append_group(out, "Blocked", choice.blocked, excess, true);
    append_group(out, "Withdraw what stays holds beyond its rent", choice.withdraw, excess);
    return out;
}

}  // namespace burner::reclaim
