#include "limits/credit_store.hpp"

#include <algorithm>

namespace burner::limits {

std::uint64_t credits_for(const CreditAsk& ask, std::uint64_t left, bool is_tight, std::size_t nodes) {
    const std::uint64_t parts = 2 * std::max<std::size_t>(nodes, 1);
    const std::uint64_t share = left / parts + (left % parts == 0 ? 0 : 1);
    const std::uint64_t ahead = is_tight ? 0 : std::min(ask.ahead, share);
    return std::min(left, std::max(ask.want, ahead));
}

}  // namespace burner::limits
