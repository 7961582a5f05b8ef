#include "reclaim/review/item_list.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "reclaim/choice/item_amount.hpp"
#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

using burnandclaim::WalletItem;

constexpr std::size_t min_name = 8;
constexpr std::size_t max_name = 20;
constexpr std::size_t max_address = 44;
constexpr std::size_t gap = 2;

struct Row {
    std::string name;
    std::string mint;
    std::string balance;
    std::string value;
    std::string gives_back;
};

std::string name_of(const WalletItem& item) {
    const bool has_symbol = item.symbol && !item.symbol->empty();
    return printable(has_symbol ? *item.symbol : item.name, max_name);
}

std::string back_of(const WalletItem& item, std::uint64_t lamports) {
    if (const auto cost = burn_cost(item); cost > 0) return fmt::format("costs {} SOL", base::to_decimal(cost, 9));
    return lamports == 0 ? std::string{} : to_sol(lamports) + " SOL";
}

Row row_of(const WalletItem& item, const Group& group) {
    const auto held = amount_of(item);
    return {.name = name_of(item),
            .mint = printable(item.mint.value_or(item.address), max_address),
            .balance = held ? held->to_text() : "",
            .value = item.usd_value ? to_dollars(*item.usd_value) : "",
            .gives_back = back_of(item, group.lamports(item))};
}

/// The widths of a table's columns. A column without content has none, and no gap before it.
struct Widths {
    std::size_t name = 0;
    std::size_t mint = 0;
    std::size_t balance = 0;
    std::size_t value = 0;
    std::size_t gives_back = 0;

    void include(const Row& row) {
        name = std::max(name, std::min(width_of(row.name), max_name));
        mint = std::max(mint, width_of(row.mint));
        balance = std::max(balance, width_of(row.balance));
        value = std::max(value, width_of(row.value));
        gives_back = std::max(gives_back, width_of(row.gives_back));
    }
    std::size_t sum() const {
        std::size_t width = 0;
        for (const std::size_t column : {name, mint, balance, value, gives_back})
            width += column > 0 ? gap + column : 0;
        return width;
    }
    /// Returns widths that fit: the mint gets a line of its own, then names are cut. 0 columns: all fits.
    Widths within(std::size_t columns) const {
        Widths fitting = *this;
        if (columns == 0 || sum() <= columns) return fitting;
        fitting.mint = 0;
        const std::size_t width = fitting.sum();
        if (width > columns) fitting.name -= std::min(width - columns, name - std::min(name, min_name));
        return fitting;
    }
};

void append_cell(std::string& line, const std::string& cell, std::size_t width) {
    if (width > 0) line += std::string(gap, ' ') + cell;
}

std::string line_of(const Row& row, const Widths& widths) {
    std::string line;
    append_cell(line, fitted(row.name, widths.name), widths.name);
    append_cell(line, fitted(row.mint, widths.mint), widths.mint);
    append_cell(line, right_aligned(row.balance, widths.balance), widths.balance);
    append_cell(line, right_aligned(row.value, widths.value), widths.value);
    append_cell(line, right_aligned(row.gives_back, widths.gives_back), widths.gives_back);
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

}  // namespace

std::string item_lines(const Group& group, std::size_t columns) {
    std::vector<Row> rows;
    Widths widths;
    for (const WalletItem* item : group.items) widths.include(rows.emplace_back(row_of(*item, group)));
    const Widths fitting = widths.within(columns);
    std::string out;
    for (const Row& row : rows) {
        out += line_of(row, fitting);
        if (fitting.mint == 0) out += "    " + row.mint + '\n';
    }
    return out;
}

std::string item_list(const std::vector<Group>& groups, std::size_t columns) {
    std::string out;
    for (const Group& group : groups) out += wrapped(group.title, columns) + '\n' + item_lines(group, columns) + '\n';
    return out;
}

}  // namespace burner::reclaim
