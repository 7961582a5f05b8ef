#include "signing/promise.hpp"

#include <algorithm>

#include "base/base64.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/bubblegum.hpp"

namespace burner::signing {

namespace {

namespace ids = solana::ids;
using solana::Instruction;
using solana::Pubkey;

const Pubkey& key(const Instruction& instruction, std::size_t place) {
    return instruction.accounts.at(place).key;
}

const RequestedItem* find(const Scene& scene, const Pubkey& address) {
    const std::string text = solana::to_base58(address);
    const auto found = std::ranges::find(scene.request.items, text, &RequestedItem::address);
    return found == scene.request.items.end() ? nullptr : &*found;
}

bool is_asked(const Scene& scene, const Pubkey& address, std::string_view action) {
    const RequestedItem* item = find(scene, address);
    return item != nullptr && item->action == action;
}

/// Tells whether compressed tokens of a mint were to be burned.
bool is_compressed_mint(const Scene& scene, const Pubkey& mint) {
    return std::ranges::any_of(scene.request.items, [&](const RequestedItem& item) {
        return item.type == "zk_compressed_token" && item.expected_mint == solana::to_base58(mint);
    });
}

/// The wallet's own associated account of such a mint.
bool is_passage(const Scene& scene, const Pubkey& account) {
    for (std::uint8_t number = 20; number < 23; ++number) {
        const Pubkey mint = key_of(number);
        if (!is_compressed_mint(scene, mint)) continue;
        if (account == solana::associated_token_address(wallet, ids::token, mint) ||
            account == solana::associated_token_address(wallet, ids::token_2022, mint))
            return true;
    }
    return false;
}

bool is_kept_by_token_program(const Scene& scene, const Instruction& instruction) {
    const Pubkey& account = key(instruction, 0);
    const bool is_named = is_asked(scene, account, "close") || is_asked(scene, account, "burn");
    switch (instruction.data.at(0)) {
        case 5:  // Revoke
            return is_named && key(instruction, 1) == wallet;
        case 9:  // CloseAccount
            return (is_named || is_passage(scene, account)) && key(instruction, 1) == wallet &&
                   key(instruction, 2) == wallet;
        case 15:  // BurnChecked
            return (is_asked(scene, account, "burn") || is_passage(scene, account)) && key(instruction, 2) == wallet;
        case 26:  // of the transfer fee extension
            return instruction.data.at(1) == 4 && instruction.data.size() == 2;
        case 38:  // WithdrawExcessLamports
            return is_asked(scene, account, "withdraw_excess") && key(instruction, 1) == wallet &&
                   key(instruction, 2) == wallet;
        default: return false;
    }
}

bool is_sponsored(const Scene& scene) {
    return scene.request.fee_payer == "sponsor" || scene.request.fee_payer == "auto";
}

bool is_kept_by_system_program(const Scene& scene, const Instruction& instruction) {
    const bool is_repayment = is_sponsored(scene) && scene.payer == sponsor && key(instruction, 1) == sponsor &&
                              base::read_le<std::uint64_t>(instruction.data, 4) <= 10'000 + 100'000;
    if (is_repayment) return instruction.data.at(0) == 2 && key(instruction, 0) == wallet;
    return instruction.data.at(0) == 2 && key(instruction, 0) == wallet && key(instruction, 1) == donation_wallet &&
           scene.request.donation_percentage > 0;
}

bool is_kept_by_bubblegum(const Scene& scene, const Instruction& instruction) {
    const auto nonce = base::read_le<std::uint64_t>(instruction.data, instruction.data.size() - 12);
    const bool is_first = instruction.data.at(0) == 0x74;
    const Pubkey asset = solana::bubblegum::asset_address(key(instruction, is_first ? 3 : 5), nonce);
    return (is_first || instruction.data.at(0) == 0x73) && is_asked(scene, asset, "burn") &&
           key(instruction, 1) == wallet;
}

bool is_kept(const Scene& scene, const Instruction& instruction) {
    const Pubkey& program = instruction.program;
    if (program == ids::compute_budget)
        return !scene.header && (instruction.data.at(0) == 2 || instruction.data.at(0) == 3);
    if (program == ids::system) return is_kept_by_system_program(scene, instruction);
    if (program == ids::token || program == ids::token_2022) return is_kept_by_token_program(scene, instruction);
    if (program == ids::token_metadata)
        return instruction.data.at(0) == 41 && is_asked(scene, key(instruction, 5), "burn") &&
               key(instruction, 0) == wallet;
    if (program == ids::core)
        return instruction.data.at(0) == 12 && is_asked(scene, key(instruction, 0), "burn") &&
               key(instruction, 2) == wallet;
    if (program == ids::bubblegum) return is_kept_by_bubblegum(scene, instruction);
    if (program == ids::light_token)
        return std::ranges::any_of(scene.request.items,
                                   [](const auto& item) { return item.type == "zk_compressed_token"; });
    if (program == ids::associated_token)
        return key(instruction, 0) == wallet && key(instruction, 2) == wallet && is_passage(scene, key(instruction, 1));
    return false;
}

}  // namespace

std::optional<std::string> broken_promise(const Scene& scene) {
    const auto wire = base::from_base64(scene.built().transaction_base64).value();
    const auto transaction = solana::parse_transaction(wire).value();
    const solana::Message& message = transaction.message;
    const bool is_paid_by_wallet = message.keys[0] == wallet && message.required_signatures == 1;
    const bool is_paid_by_sponsor = is_sponsored(scene) && message.keys[0] == sponsor && message.keys[1] == wallet &&
                                    message.required_signatures == 2;
    if (!is_paid_by_wallet && !is_paid_by_sponsor) return "another signer";
    if (message.config.priority_fee.value_or(0) > 100'000 || message.config.heap_size) return "the header";
    const auto instructions = solana::decompile(message);
    for (std::size_t i = 0; i < instructions.size(); ++i)
        if (!is_kept(scene, instructions[i])) return "instruction " + std::to_string(i);
    return std::nullopt;
}

}  // namespace burner::signing
