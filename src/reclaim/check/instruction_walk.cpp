#include "reclaim/check/instruction_walk.hpp"

#include <fmt/format.h>

#include "reclaim/check/same_instruction.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::reclaim {
namespace {

using solana::Instruction;
using solana::token::Kind;

/// Lamports for the one signature of a transaction.
constexpr std::uint64_t signature_fee = 5000;

std::string unknown(const Instruction& instruction) {
    return fmt::format("it holds an instruction of {} that closing and burning do not need",
                       solana::to_base58(instruction.program));
}

/// The accounts of an NFT's burn that follow from what was reviewed. Collection and master do not; the program itself
/// looks whether they belong to the NFT.
bool is_burn_of(const Instruction& instruction, const ReviewedItem& item) {
    namespace tm = solana::token_metadata;
    const auto key = [&](std::size_t place) -> const solana::Pubkey& { return instruction.accounts[place].key; };
    const bool has_record = key(10) == tm::token_record_address(item.mint, item.account);
    return key(2) == tm::metadata_address(item.mint) && key(3) == tm::edition_address(item.mint) &&
           (has_record || key(10) == solana::ids::token_metadata) && key(11) == solana::ids::system &&
           key(12) == solana::ids::instructions_sysvar && key(13) == item.token_program;
}

/// Collection and oracles do not follow from what was reviewed either.
bool is_burn_of(const Instruction& instruction, const solana::core::Burned& burned) {
    const solana::Pubkey& collection = instruction.accounts[1].key;
    std::vector<solana::Pubkey> oracles;
    for (std::size_t i = 6; i < instruction.accounts.size(); ++i) oracles.push_back(instruction.accounts[i].key);
    const auto given = collection == solana::ids::core ? std::nullopt : std::optional{collection};
    return is_same(instruction, solana::core::burn(burned.asset, given, burned.owner, oracles));
}

/// Hashes and proof are what the tree has to agree with; delegate and collection are among what is hashed.
bool is_burn_of(const Instruction& instruction, const solana::bubblegum::Burned& burned) {
    const bool is_first = burned.version == solana::BubblegumVersion::v1;
    const auto given = [&](std::size_t place) {
        const solana::Pubkey& key = instruction.accounts[place].key;
        return key == solana::ids::bubblegum ? std::nullopt : std::optional{key};
    };
    solana::bubblegum::Leaf leaf;
    leaf.version = burned.version;
    leaf.tree = burned.tree;
    leaf.owner = burned.owner;
    leaf.delegate = given(is_first ? 2 : 4).value_or(burned.owner);
    if (!is_first) leaf.collection = given(6);
    Instruction expected = solana::bubblegum::burn(leaf, {});
    expected.data = instruction.data;
    const auto proof = instruction.accounts.begin() + static_cast<std::ptrdiff_t>(expected.accounts.size());
    expected.accounts.insert(expected.accounts.end(), proof, instruction.accounts.end());
    return is_same(instruction, expected);
}

}  // namespace

InstructionWalk::InstructionWalk(const solana::Pubkey& wallet, const std::vector<ReviewedItem>& included)
    : wallet_(wallet), compressed_(wallet, included) {
    for (const ReviewedItem& item : included) {
        if (item.type == burnandclaim::item_type::zk_compressed_token) continue;
        if (item.action == burnandclaim::item_action::withdraw_excess) {
            withdrawals_.emplace(item.account, Withdrawal{item});
        } else {
            accounts_.emplace(item.account, Progress{item});
        }
    }
}

InstructionWalk::Verdict InstructionWalk::take(const Instruction& instruction) {
    if (instruction.program == solana::ids::compute_budget) return take_compute_budget(instruction);
    if (instruction.program == solana::ids::system) return take_transfer(instruction);
    if (instruction.program == solana::ids::token || instruction.program == solana::ids::token_2022)
        return take_token(instruction);
    if (instruction.program == solana::ids::token_metadata) return take_nft(instruction);
    if (instruction.program == solana::ids::core) return take_core(instruction);
    if (instruction.program == solana::ids::bubblegum) return take_cnft(instruction);
    if (instruction.program == solana::ids::light_token) return compressed_.take_spending(instruction);
    if (instruction.program == solana::ids::associated_token) return compressed_.take_opening(instruction);
    return unknown(instruction);
}

InstructionWalk::Verdict InstructionWalk::take_compute_budget(const Instruction& instruction) {
    const auto limit = solana::compute_budget::unit_limit(instruction);
    const auto price = solana::compute_budget::unit_price(instruction);
    if (!limit && !price) return unknown(instruction);
    if ((limit && unit_limit_) || (price && unit_price_)) return "it sets its compute budget twice";
    if (limit) unit_limit_ = limit;
    if (price) unit_price_ = price;
    return std::nullopt;
}

InstructionWalk::Verdict InstructionWalk::take_transfer(const Instruction& instruction) {
    const auto amount = solana::system::transferred(instruction);
    if (!amount) return unknown(instruction);
    const solana::Pubkey& receiver = instruction.accounts[1].key;
    if (!is_same(instruction, solana::system::transfer(wallet_, receiver, *amount))) return unknown(instruction);
    if (donation_wallet_) return "it transfers SOL twice";
    donation_wallet_ = receiver;
    donated_ = amount->value;
    return std::nullopt;
}

InstructionWalk::Verdict InstructionWalk::take_token(const Instruction& instruction) {
    const auto kind = solana::token::kind_of(instruction);
    if (!kind) return unknown(instruction);
    if (kind == Kind::harvest_withheld_to_mint) return take_harvest(instruction);
    if (kind == Kind::withdraw_excess_lamports) return take_withdrawal(instruction);
    const auto found = accounts_.find(instruction.accounts[0].key);
    if (found == accounts_.end() && compressed_.is_passage(instruction.accounts[0].key))
        return compressed_.take_token(instruction, *kind);
    if (found == accounts_.end())
        return fmt::format("it touches {}, which it does not list", solana::to_base58(instruction.accounts[0].key));
    Progress& progress = found->second;
    const ReviewedItem& item = progress.item;
    switch (*kind) {
        case Kind::close_account:
            return take_close(instruction, progress);
        case Kind::burn_checked:
            return take_burn(instruction, progress);
        case Kind::revoke:
            if (is_same(instruction, solana::token::revoke(item.token_program, item.account, wallet_)))
                return std::nullopt;
            return unknown(instruction);
        default:
            return unknown(instruction);
    }
}

InstructionWalk::Verdict InstructionWalk::take_close(const Instruction& instruction, Progress& progress) {
    const ReviewedItem& item = progress.item;
    if (!is_same(instruction, solana::token::close_account(item.token_program, item.account, wallet_, wallet_)))
        return fmt::format("its close of {} does not pay the wallet", item.address);
    if (progress.is_closed) return fmt::format("it closes {} twice", item.address);
    progress.is_closed = true;
    return std::nullopt;
}

InstructionWalk::Verdict InstructionWalk::take_burn(const Instruction& instruction, Progress& progress) {
    const ReviewedItem& item = progress.item;
    if (item.action != burnandclaim::item_action::burn)
        return fmt::format("it burns from {}, which was only to be closed", item.address);
    const Instruction agreed =
        solana::token::burn_checked(item.token_program, item.account, item.mint, wallet_, item.balance, item.decimals);
    if (!is_same(instruction, agreed))
        return fmt::format("its burn from {} is not of the reviewed mint and balance", item.address);
    if (progress.is_burned) return fmt::format("it burns from {} twice", item.address);
    progress.is_burned = true;
    return std::nullopt;
}

/// All beyond the rent, to the wallet; how much that is, the program knows.
InstructionWalk::Verdict InstructionWalk::take_withdrawal(const Instruction& instruction) {
    const auto found = withdrawals_.find(instruction.accounts[0].key);
    if (found == withdrawals_.end())
        return fmt::format("it withdraws from {}, of which nobody asked for that",
                           solana::to_base58(instruction.accounts[0].key));
    auto& [item, is_done] = found->second;
    const Instruction agreed =
        solana::token::withdraw_excess_lamports(item.token_program, item.account, wallet_, wallet_);
    if (!is_same(instruction, agreed))
        return fmt::format("its withdrawal from {} does not pay the wallet", item.address);
    if (is_done) return fmt::format("it withdraws from {} twice", item.address);
    is_done = true;
    return std::nullopt;
}

/// Token Metadata burns one token, closes its account and pays the one who signs.
InstructionWalk::Verdict InstructionWalk::take_nft(const Instruction& instruction) {
    const auto burned = solana::token_metadata::burned(instruction);
    if (!burned) return unknown(instruction);
    const auto found = accounts_.find(burned->token_account);
    if (found == accounts_.end())
        return fmt::format("it burns from {}, which it does not list", solana::to_base58(burned->token_account));
    Progress& progress = found->second;
    const ReviewedItem& item = progress.item;
    if (item.type != burnandclaim::item_type::nft)
        return fmt::format("it burns {} as an NFT, which was not reviewed as one", item.address);
    if (burned->owner != wallet_ || burned->mint != item.mint || !is_burn_of(instruction, item))
        return fmt::format("its burn from {} is not of the reviewed NFT", item.address);
    if (progress.is_burned || progress.is_closed) return fmt::format("it burns from {} twice", item.address);
    progress.is_burned = true;
    progress.is_closed = true;
    return std::nullopt;
}

/// Core burns the whole asset and pays the one who signs.
InstructionWalk::Verdict InstructionWalk::take_core(const Instruction& instruction) {
    const auto burned = solana::core::burned(instruction);
    if (!burned) return unknown(instruction);
    const auto found = accounts_.find(burned->asset);
    if (found == accounts_.end() || !found->second.item.is_core_asset)
        return fmt::format("it burns {}, which it does not list as an asset", solana::to_base58(burned->asset));
    Progress& progress = found->second;
    if (!is_burn_of(instruction, *burned) || burned->owner != wallet_)
        return fmt::format("its burn of {} is not the wallet's own", progress.item.address);
    if (progress.is_burned) return fmt::format("it burns {} twice", progress.item.address);
    progress.is_burned = true;
    progress.is_closed = true;
    return std::nullopt;
}

/// Bubblegum burns one leaf, which gives nothing back.
InstructionWalk::Verdict InstructionWalk::take_cnft(const Instruction& instruction) {
    const auto burned = solana::bubblegum::burned(instruction);
    if (!burned) return unknown(instruction);
    const auto found = accounts_.find(burned->asset);
    if (found == accounts_.end() || found->second.item.type != burnandclaim::item_type::cnft)
        return fmt::format("it burns {}, which it does not list as a compressed NFT", solana::to_base58(burned->asset));
    Progress& progress = found->second;
    if (burned->owner != wallet_ || !is_burn_of(instruction, *burned))
        return fmt::format("its burn of {} is not the wallet's own", progress.item.address);
    if (progress.is_burned) return fmt::format("it burns {} twice", progress.item.address);
    progress.is_burned = true;
    return std::nullopt;
}

/// Moves withheld fees from the included accounts to their mint.
InstructionWalk::Verdict InstructionWalk::take_harvest(const Instruction& instruction) const {
    const solana::Pubkey& mint = instruction.accounts[0].key;
    std::vector<solana::Pubkey> accounts;
    for (std::size_t i = 1; i < instruction.accounts.size(); ++i) {
        const auto found = accounts_.find(instruction.accounts[i].key);
        if (found == accounts_.end() || found->second.item.mint != mint) return unknown(instruction);
        accounts.push_back(found->first);
    }
    if (!is_same(instruction, solana::token::harvest_withheld_to_mint(mint, accounts))) return unknown(instruction);
    return std::nullopt;
}

InstructionWalk::Verdict InstructionWalk::finish(const burnandclaim::BuiltTransaction& built) const {
    for (const auto& [account, progress] : accounts_) {
        const ReviewedItem& item = progress.item;
        const bool must_burn = item.action == burnandclaim::item_action::burn;
        const bool must_close = !must_burn || item.reclaimable_lamports > 0;
        if (must_burn && !progress.is_burned) return fmt::format("it does not burn from {}", item.address);
        if (must_close && !progress.is_closed) return fmt::format("it does not close {}", item.address);
    }
    for (const auto& [account, withdrawal] : withdrawals_)
        if (!withdrawal.is_done) return fmt::format("it does not withdraw from {}", withdrawal.item.address);
    if (auto reason = compressed_.finish()) return reason;
    if (donated_ != built.donation_amount)
        return fmt::format("it transfers {} lamports where it says to donate {}", donated_, built.donation_amount);
    return check_fee(built);
}

InstructionWalk::Verdict InstructionWalk::check_fee(const burnandclaim::BuiltTransaction& built) const {
    if (unit_price_ && !unit_limit_) return "it sets a price but no limit of compute units";
    if (unit_limit_ && *unit_limit_ > solana::compute_budget::max_units) return "its compute unit limit is too high";
    if (unit_limit_ && *unit_limit_ != built.compute_units_needed)
        return "its compute unit limit is not the stated one";
    // The caller has bounded the stated fee; a price above it needs no exact product, which could overflow.
    const std::uint64_t price = unit_price_.value_or(0);
    const std::uint64_t limit = unit_limit_.value_or(0);
    if (limit != 0 && price > UINT64_MAX / limit - 1'000'000) return "its compute unit price is too high";
    const std::uint64_t priority = (price * limit + 999'999) / 1'000'000;
    const std::uint64_t least = signature_fee + priority;
    if (built.network_fee < least || built.network_fee - least > compressed_.most_fee())
        return fmt::format("it pays a fee of {} lamports where it states {}", least, built.network_fee);
    return std::nullopt;
}

}  // namespace burner::reclaim
