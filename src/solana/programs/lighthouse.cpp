#include "solana/programs/lighthouse.hpp"

#include "solana/programs/ids.hpp"

namespace burner::solana::lighthouse {

namespace {

constexpr std::uint8_t first_guard = 2;  // AssertAccountData
constexpr std::uint8_t last_guard = 17;  // AssertBubblegumTreeConfigAccountMulti

}  // namespace

bool is_guard(const Instruction& instruction) {
    if (instruction.program != ids::lighthouse || instruction.data.empty()) return false;
    return instruction.data[0] >= first_guard && instruction.data[0] <= last_guard;
}

}  // namespace burner::solana::lighthouse
