#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// The bytes of a selection as tickets and stores keep it: type, action, address. Expected balances are not kept.
inline constexpr std::size_t selection_bytes = 34;

void append_selections(base::Bytes& out, std::span<const Selection> selections);

/// Reads selections; nullopt for an unknown type or action, or bytes left over.
std::optional<std::vector<Selection>> parse_selections(base::ByteView bytes);

}  // namespace burner::transactions
