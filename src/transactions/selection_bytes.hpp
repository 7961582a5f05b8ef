#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// Selections as tickets and stores keep them: type, action, address; 34 bytes each. Expected balances are not kept.
inline constexpr std::size_t selection_bytes = 34;

void append_selections(base::Bytes& out, std::span<const Selection> selections);

/// nullopt for a type or action that there is not, or bytes left over.
std::optional<std::vector<Selection>> parse_selections(base::ByteView bytes);

}  // namespace burner::transactions
