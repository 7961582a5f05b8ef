#include "signing/walk/budget.hpp"

#include <algorithm>

#include <burnandclaim/signing.hpp>
#include <fmt/format.h>

#include "solana/bounds.hpp"
#include "solana/programs/compute_budget.hpp"

namespace burner::signing {

namespace {

Problem check_limit(std::uint32_t units) {
    if (units <= solana::compute_budget::max_units) return std::nullopt;
    return Broken{rule::compute_budget, fmt::format("asks for {} compute units", units)};
}

}  // namespace

Problem Budget::take_header(const solana::MessageConfig& config) {
    if (config.heap_size) return Broken{rule::compute_budget, "asks for a heap"};
    header_ = config;
    return check_limit(config.unit_limit.value_or(0));
}

Problem Budget::take(const solana::Instruction& instruction) {
    if (header_) return Broken{rule::compute_budget, "holds a compute budget beside its header"};
    const auto limit = solana::compute_budget::unit_limit(instruction);
    const auto price = solana::compute_budget::unit_price(instruction);
    if (!limit && !price)
        return Broken{rule::compute_budget, "asks for more than a limit and a price of compute units"};
    if ((limit && limit_) || (price && price_)) return Broken{rule::compute_budget, "sets its compute budget twice"};
    if (auto problem = check_limit(limit.value_or(0))) return problem;
    if (limit) limit_ = limit;
    if (price) price_ = price;
    return std::nullopt;
}

Problem Budget::finish() const {
    if (price_ && !limit_) return Broken{rule::compute_budget, "sets a price but no limit of compute units"};
    return std::nullopt;
}

Problem Budget::check_fee(std::string_view level, std::uint64_t fee, base::Lamports bound) const {
    const std::uint64_t max_fee = std::min(solana::priority_cap(level), solana::max_priority_fee(bound)).value;
    if (fee > max_fee)
        return Broken{rule::fee, fmt::format("pays {} lamports for priority, more than {}", fee, max_fee)};
    if (price_ && solana::priority_cap(level).value == 0)
        return Broken{rule::fee, "sets a price where none was agreed"};
    return std::nullopt;
}

std::uint64_t Budget::priority_fee() const {
    if (header_) return header_->priority_fee.value_or(0);
    return solana::compute_budget::priority_fee(price_.value_or(0), limit_.value_or(0)).value;
}

}  // namespace burner::signing
