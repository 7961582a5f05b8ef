#include "solana/programs/compute_budget.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::solana::compute_budget {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t micro = 1'000'000;

template <class T>
Instruction encode(Kind kind, T value) {
    Instruction instruction{ids::compute_budget, {}, {static_cast<std::uint8_t>(kind)}};
    base::append_le(instruction.data, value);
    return instruction;
}

}  // namespace

Instruction set_unit_limit(std::uint32_t units) {
    return encode(Kind::unit_limit, units);
}

Instruction set_unit_price(std::uint64_t micro_lamports) {
    return encode(Kind::unit_price, micro_lamports);
}

std::optional<Kind> kind_of(const Instruction& instruction) {
    const base::Bytes& data = instruction.data;
    if (instruction.program != ids::compute_budget || data.empty() || !instruction.accounts.empty())
        return std::nullopt;
    const auto kind = static_cast<Kind>(data.front());
    if (kind < Kind::heap_size || kind > Kind::loaded_data_limit) return std::nullopt;
    const std::size_t bytes = 1 + (kind == Kind::unit_price ? sizeof(std::uint64_t) : sizeof(std::uint32_t));
    if (data.size() != bytes) return std::nullopt;
    return kind;
}

std::optional<std::uint32_t> unit_limit(const Instruction& instruction) {
    if (kind_of(instruction) != Kind::unit_limit) return std::nullopt;
    return base::read_le<std::uint32_t>(instruction.data, 1);
}

std::optional<std::uint64_t> unit_price(const Instruction& instruction) {
    if (kind_of(instruction) != Kind::unit_price) return std::nullopt;
    return base::read_le<std::uint64_t>(instruction.data, 1);
}

base::Lamports priority_fee(std::uint64_t price, std::uint32_t unit_limit) {
    const Wide lamports = (Wide{price} * unit_limit + (micro - 1)) / micro;
    return {static_cast<std::uint64_t>(std::min(lamports, Wide{UINT64_MAX}))};
}

std::uint64_t max_price(base::Lamports fee, std::uint32_t unit_limit) {
    return unit_limit == 0 ? 0 : static_cast<std::uint64_t>(Wide{fee.value} * micro / unit_limit);
}

}  // namespace burner::solana::compute_budget
