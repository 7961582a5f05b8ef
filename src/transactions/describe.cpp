#include "transactions/describe.hpp"

#include <fmt/format.h>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"

namespace burner::transactions {

namespace {

using solana::Instruction;

// Encodings: solana.md 4.1.
constexpr std::uint8_t revoke = 0x05;
constexpr std::uint8_t close_account = 0x09;
constexpr std::uint8_t burn_checked = 0x0f;
constexpr std::uint8_t transfer_fee = 0x1a;
constexpr std::uint8_t harvest_to_mint = 0x04;

std::string address(const Instruction& instruction, std::size_t account) {
    return solana::to_base58(instruction.accounts[account].key);
}

bool has_shape(const Instruction& instruction, std::size_t accounts, std::size_t bytes) {
    return instruction.accounts.size() == accounts && instruction.data.size() == bytes;
}

DescribedInstruction unknown() {
    return {{}, "unknown", "Unknown instruction", {}};
}

DescribedInstruction describe_budget(const Instruction& instruction) {
    if (const auto units = solana::compute_budget::unit_limit(instruction)) {
        return {{},
                "set_compute_unit_limit",
                fmt::format("Use at most {} compute units", *units),
                {{"units", std::uint64_t{*units}}}};
    }
    if (const auto price = solana::compute_budget::unit_price(instruction)) {
        return {{},
                "set_compute_unit_price",
                fmt::format("Pay {} micro-lamports per compute unit for priority", *price),
                {{"microLamports", *price}}};
    }
    return unknown();
}

DescribedInstruction describe_transfer(const Instruction& instruction) {
    if (!has_shape(instruction, 2, 12) || base::read_le<std::uint32_t>(instruction.data, 0) != 2) return unknown();
    const auto lamports = base::read_le<std::uint64_t>(instruction.data, 4);
    return {{},
            "transfer",
            fmt::format("Donate {} lamports to {}", lamports, address(instruction, 1)),
            {{"account", address(instruction, 0)}, {"destination", address(instruction, 1)}, {"lamports", lamports}}};
}

DescribedInstruction describe_burn(const Instruction& instruction) {
    const auto amount = base::read_le<std::uint64_t>(instruction.data, 1);
    return {{},
            "burn_checked",
            fmt::format("Burn {} (raw amount) of {} in {}", amount, address(instruction, 1), address(instruction, 0)),
            {{"account", address(instruction, 0)},
             {"mint", address(instruction, 1)},
             {"amount", fmt::to_string(amount)},
             {"decimals", std::uint64_t{instruction.data[9]}}}};
}

DescribedInstruction describe_close(const Instruction& instruction) {
    return {{},
            "close_account",
            fmt::format("Close {} and send all its lamports to {}", address(instruction, 0), address(instruction, 1)),
            {{"account", address(instruction, 0)}, {"destination", address(instruction, 1)}}};
}

DescribedInstruction describe_token(const Instruction& instruction) {
    const std::uint8_t kind = instruction.data.empty() ? 0xff : instruction.data[0];
    if (kind == burn_checked && has_shape(instruction, 3, 10)) return describe_burn(instruction);
    if (kind == close_account && has_shape(instruction, 3, 1)) return describe_close(instruction);
    if (kind == revoke && has_shape(instruction, 2, 1)) {
        return {{},
                "revoke",
                fmt::format("Revoke the delegate of {}", address(instruction, 0)),
                {{"account", address(instruction, 0)}}};
    }
    if (kind == transfer_fee && has_shape(instruction, 2, 2) && instruction.data[1] == harvest_to_mint) {
        return {{},
                "harvest_withheld_tokens_to_mint",
                fmt::format("Move the withheld transfer fees of {} to {}", address(instruction, 1),
                            address(instruction, 0)),
                {{"mint", address(instruction, 0)}, {"account", address(instruction, 1)}}};
    }
    return unknown();
}

DescribedInstruction describe_body(const Instruction& instruction) {
    const auto& program = instruction.program;
    if (program == solana::ids::compute_budget) return describe_budget(instruction);
    if (program == solana::ids::system) return describe_transfer(instruction);
    if (program == solana::ids::token || program == solana::ids::token_2022) return describe_token(instruction);
    return unknown();
}

}  // namespace

DescribedInstruction describe(const solana::Instruction& instruction) {
    DescribedInstruction described = describe_body(instruction);
    described.program = solana::to_base58(instruction.program);
    return described;
}

}  // namespace burner::transactions
