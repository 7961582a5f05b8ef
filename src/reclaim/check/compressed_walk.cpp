#include "reclaim/check/compressed_walk.hpp"

#include <fmt/format.h>

#include "reclaim/check/same_instruction.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/light_encoding.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::reclaim {
namespace {

namespace light = solana::light_token;
using solana::Instruction;
using solana::Pubkey;
using solana::token::Kind;

/// Lamports that a tree of Light takes, once an instruction or once an account.
constexpr std::uint64_t tree_fee = 5000;

std::string not_needed(const Instruction& instruction) {
    return fmt::format("it holds an instruction of {} that burning compressed tokens does not need",
                       solana::to_base58(instruction.program));
}

bool is_pool_of(const Pubkey& address, const Pubkey& mint) {
    for (std::uint8_t index = 0; index < light::max_pools; ++index) {
        if (light::find_pool(mint, index).address == address) return true;
    }
    return false;
}

light::Spending spending_of(const Pubkey& wallet, const ReviewedItem& item, const Pubkey& pool) {
    light::Spending spending{wallet, item.token_program, {}, {}, {{.pool = {.address = pool}}}};
    spending.tokens.push_back({.mint = item.mint, .owner = wallet});
    return spending;
}

/// The accounts that follow from what was reviewed come first. Trees, queues, delegates and further pools are what the
/// programs have to agree with.
bool is_burn_of(const Instruction& instruction, const Pubkey& wallet, const ReviewedItem& item) {
    const Pubkey& pool = instruction.accounts[4].key;
    return is_pool_of(pool, item.mint) &&
           begins_alike(instruction, light::burn(spending_of(wallet, item, pool)), light::burn_accounts);
}

bool is_decompression_of(const Instruction& instruction, const Pubkey& wallet, const ReviewedItem& item) {
    const auto expected = light::decompress(spending_of(wallet, item, {}), {}, item.decimals);
    return begins_alike(instruction, expected, light::transfer2_accounts);
}

}  // namespace

CompressedWalk::CompressedWalk(const Pubkey& wallet, const std::vector<ReviewedItem>& included) : wallet_(wallet) {
    for (const ReviewedItem& item : included) {
        if (item.type != burnandclaim::item_type::zk_compressed_token) continue;
        OfMint& mint = mints_.try_emplace(item.mint, OfMint{item}).first->second;
        ++mint.reviewed;
        // A mint's supply has 64 bits: only what a server makes up can overflow, and no tokens are as much.
        mint.reviewed_amount += item.balance;
    }
    for (auto& [address, mint] : mints_) {
        mint.passage = solana::associated_token_address(wallet, mint.item.token_program, address);
        mint_of_.emplace(mint.passage, address);
    }
}

CompressedWalk::Verdict CompressedWalk::take_spending(const Instruction& instruction) {
    const auto spent = light::spent(instruction);
    if (!spent) return not_needed(instruction);
    const auto found = mints_.find(spent->mint);
    if (found == mints_.end())
        return fmt::format("it spends compressed tokens of {}, which it does not list", solana::to_base58(spent->mint));
    OfMint& mint = found->second;
    if (spent->owner != wallet_) return "it spends compressed tokens that are not the wallet's";
    const bool is_own = spent->account
                            ? spent->account == mint.passage && is_decompression_of(instruction, wallet_, mint.item)
                            : is_burn_of(instruction, wallet_, mint.item);
    if (!is_own) return fmt::format("its burn of {} is not the wallet's own", mint.item.address);
    if (mint.passing != 0) return fmt::format("it does not burn at once what it takes out of {}", mint.item.address);
    if (spent->account) mint.passing = spent->amount;
    mint.spent += spent->tokens;
    mint.spent_amount += spent->amount;
    return std::nullopt;
}

CompressedWalk::Verdict CompressedWalk::take_opening(const Instruction& instruction) {
    const auto created = solana::created_token_account(instruction);
    const auto found = created ? mints_.find(created->mint) : mints_.end();
    if (found == mints_.end()) return not_needed(instruction);
    OfMint& mint = found->second;
    const auto expected =
        solana::create_associated_token_account(wallet_, wallet_, mint.item.token_program, mint.item.mint);
    if (!is_same(instruction, expected) || mint.is_open) return not_needed(instruction);
    mint.is_open = true;
    return std::nullopt;
}

CompressedWalk::Verdict CompressedWalk::take_token(const Instruction& instruction, Kind kind) {
    OfMint& mint = mints_.at(mint_of_.at(instruction.accounts[0].key));
    switch (kind) {
        case Kind::burn_checked:
            return take_burn(instruction, mint);
        case Kind::close_account:
            return take_close(instruction, mint);
        default:
            return not_needed(instruction);
    }
}

CompressedWalk::Verdict CompressedWalk::take_burn(const Instruction& instruction, OfMint& mint) {
    const ReviewedItem& item = mint.item;
    const auto expected =
        solana::token::burn_checked(item.token_program, mint.passage, item.mint, wallet_, mint.passing, item.decimals);
    if (!is_same(instruction, expected))
        return fmt::format("its burn of {} is not of what it takes out of the pools", item.address);
    mint.passing = 0;
    return std::nullopt;
}

CompressedWalk::Verdict CompressedWalk::take_close(const Instruction& instruction, OfMint& mint) {
    const auto expected = solana::token::close_account(mint.item.token_program, mint.passage, wallet_, wallet_);
    if (!is_same(instruction, expected) || !mint.is_open)
        return fmt::format("it closes {}, which it did not open", solana::to_base58(mint.passage));
    mint.is_open = false;
    return std::nullopt;
}

CompressedWalk::Verdict CompressedWalk::finish() const {
    for (const auto& [address, mint] : mints_) {
        if (mint.spent != mint.reviewed || mint.spent_amount != mint.reviewed_amount)
            return fmt::format("it does not burn the reviewed compressed tokens of {}", solana::to_base58(address));
        if (mint.passing != 0) return fmt::format("it does not burn what it takes out of {}", mint.item.address);
        if (mint.is_open) return fmt::format("it leaves {} open", solana::to_base58(mint.passage));
    }
    return std::nullopt;
}

std::uint64_t CompressedWalk::most_fee() const {
    std::uint64_t tokens = 0;
    for (const auto& [address, mint] : mints_) tokens += mint.spent;
    return tokens * tree_fee;
}

}  // namespace burner::reclaim
