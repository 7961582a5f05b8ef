#include "transactions/build/describe.hpp"

#include <fmt/format.h>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "transactions/build/describe_light.hpp"
#include "transactions/build/describe_nft.hpp"

namespace burner::transactions {

namespace {

using solana::Instruction;

std::string address(const Instruction& instruction, std::size_t account) {
    return solana::to_base58(instruction.accounts[account].key);
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

DescribedInstruction describe_transfer(const Instruction& instruction, const std::optional<solana::Pubkey>& sponsor) {
    const auto amount = solana::system::transferred(instruction);
    if (!amount) return unknown();
    return {
        {},
        "transfer",
        fmt::format("{} {} lamports to {}", instruction.accounts[1].key == sponsor ? "Repay" : "Donate", amount->value,
                    address(instruction, 1)),
        {{"account", address(instruction, 0)}, {"destination", address(instruction, 1)}, {"lamports", amount->value}}};
}

DescribedInstruction describe_burn(const Instruction& instruction) {
    const auto amount = solana::token::burned_amount(instruction);
    return {
        {},
        "burn_checked",
        fmt::format("Burn {} (raw amount) of {} in {}", amount.raw, address(instruction, 1), address(instruction, 0)),
        {{"account", address(instruction, 0)},
         {"mint", address(instruction, 1)},
         {"amount", fmt::to_string(amount.raw)},
         {"decimals", std::uint64_t{amount.decimals}}}};
}

DescribedInstruction describe_close(const Instruction& instruction) {
    return {{},
            "close_account",
            fmt::format("Close {} and send all its lamports to {}", address(instruction, 0), address(instruction, 1)),
            {{"account", address(instruction, 0)}, {"destination", address(instruction, 1)}}};
}

DescribedInstruction describe_revoke(const Instruction& instruction) {
    return {{},
            "revoke",
            fmt::format("Revoke the delegate of {}", address(instruction, 0)),
            {{"account", address(instruction, 0)}}};
}

DescribedInstruction describe_harvest(const Instruction& instruction) {
    if (instruction.accounts.size() != 2) return unknown();
    return {
        {},
        "harvest_withheld_tokens_to_mint",
        fmt::format("Move the withheld transfer fees of {} to {}", address(instruction, 1), address(instruction, 0)),
        {{"mint", address(instruction, 0)}, {"account", address(instruction, 1)}}};
}

DescribedInstruction describe_excess(const Instruction& instruction) {
    return {{},
            "withdraw_excess_lamports",
            fmt::format("Send what {} holds beyond its rent to {}", address(instruction, 0), address(instruction, 1)),
            {{"account", address(instruction, 0)}, {"destination", address(instruction, 1)}}};
}

DescribedInstruction describe_token(const Instruction& instruction) {
    using solana::token::Kind;
    const auto kind = solana::token::kind_of(instruction);
    if (kind == Kind::burn_checked) return describe_burn(instruction);
    if (kind == Kind::close_account) return describe_close(instruction);
    if (kind == Kind::revoke) return describe_revoke(instruction);
    if (kind == Kind::harvest_withheld_to_mint) return describe_harvest(instruction);
    if (kind == Kind::withdraw_excess_lamports) return describe_excess(instruction);
    return unknown();
}

DescribedInstruction describe_body(const Instruction& instruction, const std::optional<solana::Pubkey>& sponsor) {
    const auto& program = instruction.program;
    if (program == solana::ids::compute_budget) return describe_budget(instruction);
    if (program == solana::ids::system) return describe_transfer(instruction, sponsor);
    if (program == solana::ids::token || program == solana::ids::token_2022) return describe_token(instruction);
    if (auto described = describe_nft(instruction)) return *std::move(described);
    return describe_light(instruction).value_or(unknown());
}

}  // namespace

DescribedInstruction describe(const solana::Instruction& instruction, const std::optional<solana::Pubkey>& sponsor) {
    DescribedInstruction described = describe_body(instruction, sponsor);
    described.program = solana::to_base58(instruction.program);
    return described;
}

}  // namespace burner::transactions
