#include "solana/programs/compute_budget.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::compute_budget {

namespace {

constexpr std::uint8_t unit_limit_tag = 2;
constexpr std::uint8_t unit_price_tag = 3;

template <class T>
Instruction encode(std::uint8_t tag, T value) {
    Instruction instruction{ids::compute_budget, {}, {tag}};
    base::append_le(instruction.data, value);
    return instruction;
}

template <class T>
std::optional<T> decode(const Instruction& instruction, std::uint8_t tag) {
    const base::Bytes& data = instruction.data;
    if (instruction.program != ids::compute_budget || data.size() != 1 + sizeof(T) || data[0] != tag)
        return std::nullopt;
    return base::read_le<T>(data, 1);
}

}  // namespace

Instruction set_unit_limit(std::uint32_t units) {
    return encode(unit_limit_tag, units);
}

Instruction set_unit_price(std::uint64_t micro_lamports) {
    return encode(unit_price_tag, micro_lamports);
}

std::optional<std::uint32_t> unit_limit(const Instruction& instruction) {
    return decode<std::uint32_t>(instruction, unit_limit_tag);
}

std::optional<std::uint64_t> unit_price(const Instruction& instruction) {
    return decode<std::uint64_t>(instruction, unit_price_tag);
}

}  // namespace burner::solana::compute_budget
