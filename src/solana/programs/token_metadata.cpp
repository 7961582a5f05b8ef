#include "solana/programs/token_metadata.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana::token_metadata {

namespace {

/// BurnV1, its version, then the amount of one.
constexpr std::array<std::uint8_t, 10> burn_one{41, 0, 1};
constexpr std::size_t burn_accounts = 14;

/// Derives an address; every one begins with these seeds.
template <class... Seed>
Pubkey address_of(const Pubkey& mint, Seed... more) {
    const std::array seeds{base::as_bytes("metadata"), ids::token_metadata.view(), mint.view(),
                           base::ByteView{more}...};
    return program_address(seeds, ids::token_metadata);
}

base::ByteView edition_seed() {
    return base::as_bytes("edition");
}

AccountMeta writable(const Pubkey& key) {
    return {key, false, true};
}

AccountMeta read_only(const Pubkey& key) {
    return {key, false, false};
}

/// An absent optional account is passed as the program's own address.
AccountMeta absent() {
    return read_only(ids::token_metadata);
}

void append_collection(Instruction& instruction, const Burn& burn) {
    const bool is_used = burn.verified_collection && !is_print(burn.standard);
    instruction.accounts.push_back(is_used ? writable(metadata_address(*burn.verified_collection)) : absent());
}

void append_master(Instruction& instruction, const Burn& burn) {
    auto& accounts = instruction.accounts;
    if (!burn.master) {
        accounts.insert(accounts.end(), 4, absent());
        return;
    }
    const Burn::Master& master = *burn.master;
    accounts.push_back(writable(edition_address(master.mint)));
    accounts.push_back(read_only(master.mint));
    accounts.push_back(read_only(master.token_account));
    accounts.push_back(writable(marker_address(burn.standard, master)));
}

void append_record(Instruction& instruction, const Burn& burn) {
    instruction.accounts.push_back(
        is_programmable(burn.standard) ? writable(token_record_address(burn.mint, burn.token_account)) : absent());
}

}  // namespace

Pubkey metadata_address(const Pubkey& mint) {
    return address_of(mint);
}

Pubkey edition_address(const Pubkey& mint) {
    return address_of(mint, edition_seed());
}

Pubkey edition_marker_address(const Pubkey& master_mint, std::uint64_t number) {
    const std::string marker = std::to_string(number / editions_per_marker);
    return address_of(master_mint, edition_seed(), base::as_bytes(marker));
}

Pubkey edition_marker_v2_address(const Pubkey& master_mint) {
    return address_of(master_mint, edition_seed(), base::as_bytes("marker"));
}

Pubkey token_record_address(const Pubkey& mint, const Pubkey& token_account) {
    return address_of(mint, base::as_bytes("token_record"), token_account.view());
}

Pubkey marker_address(TokenStandard standard, const Burn::Master& master) {
    return is_programmable(standard) ? edition_marker_v2_address(master.mint)
                                     : edition_marker_address(master.mint, master.number);
}

Instruction burn(const Burn& burn) {
    if (is_fungible(burn.standard)) throw std::invalid_argument("fungible tokens are burned by their token program");
    if (is_print(burn.standard) != burn.master.has_value())
        throw std::invalid_argument("a print has a master, anything else has none");
    Instruction instruction{ids::token_metadata, {{burn.owner, true, true}}, {burn_one.begin(), burn_one.end()}};
    instruction.accounts.reserve(burn_accounts);
    append_collection(instruction, burn);
    instruction.accounts.push_back(writable(metadata_address(burn.mint)));
    instruction.accounts.push_back(writable(edition_address(burn.mint)));
    instruction.accounts.push_back(writable(burn.mint));
    instruction.accounts.push_back(writable(burn.token_account));
    append_master(instruction, burn);
    append_record(instruction, burn);
    instruction.accounts.push_back(read_only(ids::system));
    instruction.accounts.push_back(read_only(ids::instructions_sysvar));
    instruction.accounts.push_back(read_only(burn.token_program));
    return instruction;
}

std::optional<Burned> burned(const Instruction& instruction) {
    if (instruction.program != ids::token_metadata || instruction.accounts.size() != burn_accounts ||
        !std::ranges::equal(instruction.data, burn_one))
        return std::nullopt;
    const auto& accounts = instruction.accounts;
    return Burned{accounts[0].key, accounts[4].key, accounts[5].key};
}

}  // namespace burner::solana::token_metadata
