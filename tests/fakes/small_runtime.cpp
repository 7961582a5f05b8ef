#include "fakes/small_runtime.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "solana/programs/ids.hpp"

namespace burner::fakes {

namespace {

using solana::Instruction;
using solana::Pubkey;

template <class T>
void write_le(base::Bytes& bytes, std::size_t offset, T value) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
}

bool is_set(const base::Bytes& data, std::size_t tag) {
    return base::read_le<std::uint32_t>(data, tag) == 1;
}

/// Finds where the value of an extension starts.
std::optional<std::size_t> extension(const base::Bytes& data, std::uint16_t wanted) {
    for (std::size_t at = 166; at + 4 <= data.size();) {
        const auto type = base::read_le<std::uint16_t>(data, at);
        const auto size = base::read_le<std::uint16_t>(data, at + 2);
        if (type == 0) return std::nullopt;
        if (type == wanted) return at + 4;
        at += 4U + size;
    }
    return std::nullopt;
}

std::uint64_t withheld(const base::Bytes& data) {
    const auto at = extension(data, 2);
    return at ? base::read_le<std::uint64_t>(data, *at) : 0;
}

bool any_set(const base::Bytes& data, std::size_t first, std::size_t size) {
    return std::any_of(data.begin() + static_cast<std::ptrdiff_t>(first),
                       data.begin() + static_cast<std::ptrdiff_t>(first + size), [](std::uint8_t b) { return b != 0; });
}

}  // namespace

solana::Simulation SmallRuntime::run(const base::Bytes& transaction) {
    solana::Simulation simulation;
    const auto parsed = solana::parse_transaction(transaction);
    if (!parsed) {
        simulation.error = solana::TransactionError{"SanitizeFailure", {}, {}, {}};
        return simulation;
    }
    const auto instructions = solana::decompile(parsed->message);
    if (const auto problem = charge_fee(parsed->message, instructions)) {
        simulation.error = solana::TransactionError{*problem, {}, {}, {}};
        return simulation;
    }
    const Accounts before = accounts_;
    for (std::size_t i = 0; i < instructions.size(); ++i) {
        if (const auto custom = execute(instructions[i], simulation.units_consumed)) {
            simulation.error = solana::TransactionError{"InstructionError", i, custom, "Custom"};
            accounts_ = before;
            return simulation;
        }
    }
    for (std::size_t key = 1; key < parsed->message.required_signatures; ++key) {
        if (may_keep(accounts_[parsed->message.keys[key]].lamports.value)) continue;
        simulation.error = solana::TransactionError{"InsufficientFundsForRent", {}, {}, {}};
        accounts_ = before;
    }
    return simulation;
}

bool SmallRuntime::may_keep(std::uint64_t lamports) const {
    return lamports == 0 || lamports >= 128 * lamports_per_byte_;
}

std::optional<std::string> SmallRuntime::charge_fee(const solana::Message& message,
                                                    const std::vector<Instruction>& instructions) {
    const Pubkey& payer = message.keys.front();
    const bool is_v1 = message.version == solana::MessageVersion::v1;
    // Version 1 has no defaults: a limit that is not set is 0.
    if (is_v1 && message.config.loaded_data_limit.value_or(0) == 0) return "MaxLoadedAccountsDataSizeExceeded";
    std::uint64_t limit = 1'400'000;
    std::uint64_t price = 0;
    for (const auto& instruction : instructions) {
        if (instruction.program != solana::ids::compute_budget) continue;
        if (instruction.data[0] == 2) limit = base::read_le<std::uint32_t>(instruction.data, 1);
        if (instruction.data[0] == 3) price = base::read_le<std::uint64_t>(instruction.data, 1);
    }
    const std::uint64_t priority =
        is_v1 ? message.config.priority_fee.value_or(0) : (price * limit + 999'999) / 1'000'000;
    const std::uint64_t fee = 5'000 * std::uint64_t{message.required_signatures} + priority;
    const auto found = accounts_.find(payer);
    if (found == accounts_.end() || found->second.lamports.value == 0) return "AccountNotFound";
    auto& balance = found->second.lamports.value;
    if (balance < fee) return "InsufficientFundsForFee";
    balance -= fee;
    if (!may_keep(balance)) return "InsufficientFundsForRent";
    return std::nullopt;
}

std::optional<std::uint32_t> SmallRuntime::execute(const Instruction& instruction, std::uint64_t& units) {
    if (instruction.program == solana::ids::compute_budget || instruction.program == solana::ids::system) units += 150;
    if (instruction.program == solana::ids::system) return transfer(instruction);
    if (instruction.program == solana::ids::token || instruction.program == solana::ids::token_2022) {
        return token(instruction, units);
    }
    if (instruction.program == solana::ids::token_metadata) return burn_nft(instruction, units);
    if (instruction.program == solana::ids::light_token) return spend_compressed(instruction);
    if (instruction.program == solana::ids::core) return burn_core(instruction, units);
    return std::nullopt;
}

std::optional<std::uint32_t> SmallRuntime::transfer(const Instruction& instruction) {
    const auto amount = base::read_le<std::uint64_t>(instruction.data, 4);
    auto& from = accounts_[instruction.accounts[0].key].lamports.value;
    if (from < amount) return 1;
    from -= amount;
    accounts_[instruction.accounts[1].key].lamports.value += amount;
    return std::nullopt;
}

/// Takes the fee of the protocol and looks at nothing else.
std::optional<std::uint32_t> SmallRuntime::spend_compressed(const Instruction& instruction) {
    const bool is_transfer2 = instruction.data[0] == 101;
    accounts_[instruction.accounts[is_transfer2 ? 1 : 0].key].lamports.value -= 5'000;
    return std::nullopt;
}

std::optional<std::uint32_t> SmallRuntime::token(const Instruction& instruction, std::uint64_t& units) {
    units += 1'500;
    switch (instruction.data[0]) {
        case 0x05: write_le(accounts_[instruction.accounts[0].key].data, 72, std::uint32_t{0}); return std::nullopt;
        case 0x09: return close(instruction);
        case 0x0f: return burn(instruction);
        case 0x1a:
            for (std::size_t i = 1; i < instruction.accounts.size(); ++i) {
                auto& data = accounts_[instruction.accounts[i].key].data;
                if (const auto at = extension(data, 2)) write_le(data, *at, std::uint64_t{0});
            }
            return std::nullopt;
        case 0x26: return withdraw_excess(instruction);
        default: return 12;
    }
}

std::optional<std::uint32_t> SmallRuntime::close(const Instruction& instruction) {
    const Pubkey address = instruction.accounts[0].key;
    const auto found = accounts_.find(address);
    if (found == accounts_.end() || found->second.data.size() < 165) return 9;
    const solana::Account account = found->second;
    if (poisoned_.contains(address)) return 99;
    if (!is_set(account.data, 109) && base::read_le<std::uint64_t>(account.data, 64) != 0) return 11;
    const std::size_t authority = is_set(account.data, 129) ? 133 : 32;
    if (solana::read_pubkey(account.data, authority) != instruction.accounts[2].key) return 4;
    if (withheld(account.data) != 0) return 35;
    if (const auto at = extension(account.data, 5); at && any_set(account.data, *at + 33, 192)) return 23;
    if (const auto at = extension(account.data, 17); at && any_set(account.data, *at, 64)) return 50;
    accounts_.erase(found);
    accounts_[instruction.accounts[1].key].lamports += account.lamports;
    return std::nullopt;
}

std::optional<std::uint32_t> SmallRuntime::burn(const Instruction& instruction) {
    const Pubkey address = instruction.accounts[0].key;
    const auto found = accounts_.find(address);
    const auto mint = accounts_.find(instruction.accounts[1].key);
    if (found == accounts_.end() || mint == accounts_.end()) return 9;
    base::Bytes& data = found->second.data;
    const base::Bytes& mint_data = mint->second.data;
    const auto amount = base::read_le<std::uint64_t>(instruction.data, 1);
    const auto balance = base::read_le<std::uint64_t>(data, 64);
    if (poisoned_.contains(address)) return 99;
    if (data[108] == 2) return 17;
    if (is_set(data, 109)) return 10;
    if (amount > balance) return 1;
    if (solana::read_pubkey(data, 0) != instruction.accounts[1].key) return 3;
    if (instruction.data[9] != mint_data[44]) return 18;
    const Pubkey signer = instruction.accounts[2].key;
    if (is_set(data, 72) && solana::read_pubkey(data, 76) == signer) {
        if (base::read_le<std::uint64_t>(data, 121) < amount) return 1;
    } else if (solana::read_pubkey(data, 32) != signer) {
        return 4;
    }
    if (const auto at = extension(mint_data, 26); at && mint_data[*at + 32] != 0) return 67;
    if (const auto at = extension(mint_data, 28); at && any_set(mint_data, *at, 32)) return 12;
    if (extension(mint_data, 24)) return 65;
    write_le(data, 64, balance - amount);
    return std::nullopt;
}

std::optional<std::uint32_t> SmallRuntime::withdraw_excess(const Instruction& instruction) {
    const Pubkey address = instruction.accounts[0].key;
    const auto found = accounts_.find(address);
    if (found == accounts_.end() || found->second.data.size() < 165) return 13;
    solana::Account& account = found->second;
    if (poisoned_.contains(address)) return 99;
    if (is_set(account.data, 109)) return 10;
    if (solana::read_pubkey(account.data, 32) != instruction.accounts[2].key) return 4;
    const base::Lamports rent{(128 + account.data.size()) * lamports_per_byte_};
    if (account.lamports < rent) return 0;
    accounts_[instruction.accounts[1].key].lamports += account.lamports - rent;
    account.lamports = rent;
    return std::nullopt;
}

/// Executes BurnV1 of one NFT, whose accounts are found by place. The metadata keeps what is beyond its rent.
std::optional<std::uint32_t> SmallRuntime::burn_nft(const Instruction& instruction, std::uint64_t& units) {
    units += 40'000;
    const auto at = [&](std::size_t place) -> solana::Account& { return accounts_[instruction.accounts[place].key]; };
    const auto is_given = [&](std::size_t place) {
        return instruction.accounts[place].key != solana::ids::token_metadata;
    };
    if (poisoned_.contains(instruction.accounts[5].key)) return 99;
    if (base::read_le<std::uint64_t>(instruction.data, 2) != 1) return 174;
    if (solana::read_pubkey(at(5).data, 32) != instruction.accounts[0].key) return 158;
    if (!is_given(10) && at(5).data[108] == 2) return 17;
    if (is_given(10) && at(10).data[2] != 0) return 155;
    if (at(3).data[0] == 6 && base::read_le<std::uint64_t>(at(3).data, 1) > 0) return 110;
    const bool is_print = is_given(9);
    if (is_print && (at(8).data.size() < 165 || base::read_le<std::uint64_t>(at(8).data, 64) != 1)) return 184;
    auto& wallet = accounts_[instruction.accounts[0].key].lamports;
    const base::Lamports metadata_rent{(128 + at(2).data.size()) * lamports_per_byte_};
    wallet += metadata_rent + at(3).lamports + at(5).lamports;
    at(2).lamports = at(2).lamports - metadata_rent;
    if (is_given(10)) wallet += at(10).lamports;
    for (const std::size_t place : {3, 5, 10}) {
        if (is_given(place)) accounts_.erase(instruction.accounts[place].key);
    }
    if (!is_print) return std::nullopt;
    auto& marker = at(9);
    int bits = 0;
    for (const std::uint8_t byte : std::span(marker.data).subspan(1)) bits += std::popcount(byte);
    const bool owns_master = solana::read_pubkey(at(8).data, 32) == instruction.accounts[0].key;
    if (bits == (owns_master ? 1 : 0)) wallet += marker.lamports;
    return std::nullopt;
}

/// Executes BurnV1 of Core: one byte of the asset stays, with what is beyond today's rent of the others.
std::optional<std::uint32_t> SmallRuntime::burn_core(const Instruction& instruction, std::uint64_t& units) {
    units += 11'000;
    const Pubkey& address = instruction.accounts[0].key;
    const Pubkey& payer = instruction.accounts[2].key;
    const auto found = accounts_.find(address);
    if (found == accounts_.end() || found->second.data.size() < 2) return 23;
    solana::Account& asset = found->second;
    if (poisoned_.contains(address)) return 99;
    if (solana::read_pubkey(asset.data, 1) != payer) return 26;
    const bool has_collection = asset.data[33] == 2;
    if (has_collection != (instruction.accounts[1].key != solana::ids::core)) return has_collection ? 25 : 19;
    const base::Lamports refund{(asset.data.size() - 1) * lamports_per_byte_};
    asset.data = {0};
    asset.lamports = asset.lamports - refund;
    accounts_[payer].lamports += refund;
    return std::nullopt;
}

}  // namespace burner::fakes
