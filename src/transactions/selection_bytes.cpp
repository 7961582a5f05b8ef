#include "transactions/selection_bytes.hpp"

#include <algorithm>

namespace burner::transactions {

namespace {

std::optional<Selection> parse_selection(base::ByteView bytes) {
    if (bytes[0] >= assets::item_type_count) return std::nullopt;
    Selection selection;
    selection.type = static_cast<assets::ItemType>(bytes[0]);
    const auto actions = assets::row_of(selection.type).actions;
    const auto known = std::ranges::find(actions, static_cast<assets::Action>(bytes[1]));
    if (known == actions.end()) return std::nullopt;
    selection.action = *known;
    selection.address = solana::read_pubkey(bytes, 2);
    return selection;
}

}  // namespace

void append_selections(base::Bytes& out, std::span<const Selection> selections) {
    for (const Selection& selection : selections) {
        out.push_back(static_cast<std::uint8_t>(selection.type));
        out.push_back(static_cast<std::uint8_t>(selection.action));
        base::append(out, selection.address.view());
    }
}

std::optional<std::vector<Selection>> parse_selections(base::ByteView bytes) {
    if (bytes.size() % selection_bytes != 0) return std::nullopt;
    std::vector<Selection> selections;
    for (; !bytes.empty(); bytes = bytes.subspan(selection_bytes)) {
        const auto selection = parse_selection(bytes.first(selection_bytes));
        if (!selection) return std::nullopt;
        selections.push_back(*selection);
    }
    return selections;
}

}  // namespace burner::transactions
