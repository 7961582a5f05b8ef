#include "signing/walk/compressed_walk.hpp"

#include <fmt/format.h>

#include "signing/same_keys.hpp"
#include "solana/programs/associated_token.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_encoding.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::signing {

namespace {

namespace ids = solana::ids;
namespace light = solana::light_token;
using solana::Instruction;
using solana::Pubkey;

constexpr const Pubkey* token_programs[] = {&ids::token, &ids::token_2022};

// The places of the accounts in Light's burn.
constexpr std::size_t burn_payer = 0;
constexpr std::size_t burn_pool = 4;
constexpr std::size_t burn_token_program = 5;
// The place in its decompression.
constexpr std::size_t decompression_payer = 1;

Broken unneeded(const Instruction& instruction) {
    return {rule::unknown_instruction,
            fmt::format("holds an instruction of {} that burning compressed tokens does not need",
                        solana::to_base58(instruction.program))};
}

bool is_pool_of(const Pubkey& address, const Pubkey& mint) {
    for (std::uint8_t index = 0; index < light::max_pools; ++index)
        if (light::find_pool(mint, index).address == address) return true;
    return false;
}

/// Makes a spending that determines the leading accounts.
light::Spending spending(const Pubkey& payer, const light::Spent& spent, const Pubkey& token_program,
                         const Pubkey& pool) {
    return {.payer = payer,
            .token_program = token_program,
            .tokens = {{.mint = spent.mint, .owner = spent.owner}},
            .withdrawals = {{.pool = {.address = pool}}}};
}

/// Compares the accounts that follow from mint, owner and payer. The programs compare trees, queues, delegates and
/// further pools with their own accounts.
bool is_sound_burn(const Instruction& instruction, const light::Spent& spent) {
    const auto key = [&](std::size_t place) -> const Pubkey& { return instruction.accounts[place].key; };
    const Pubkey& program = key(burn_token_program);
    if (program != ids::token && program != ids::token_2022) return false;
    const auto expected = light::burn(spending(key(burn_payer), spent, program, key(burn_pool)));
    return is_pool_of(key(burn_pool), spent.mint) && begin_alike(instruction, expected, light::burn_accounts);
}

bool is_sound_decompression(const Instruction& instruction, const light::Spent& spent) {
    const Pubkey& payer = instruction.accounts[decompression_payer].key;
    const auto expected = light::decompress(spending(payer, spent, ids::token, {}), {}, 0);
    return begin_alike(instruction, expected, light::transfer2_accounts);
}

void note_leaves(const Instruction& instruction, const Pubkey& mint, Effects& effects) {
    for (const light::SpentLeaf& leaf : light::spent_leaves(instruction)) {
        const std::string name = fmt::format("{}:{}", solana::to_base58(leaf.tree), leaf.index);
        effects.leaves.push_back({mint, name, leaf.amount});
        effects.ended.push_back({name, {}});
    }
}

const Pubkey& payer_of(const Instruction& instruction, const light::Spent& spent) {
    return instruction.accounts[spent.account ? decompression_payer : burn_payer].key;
}

}  // namespace

CompressedWalk::CompressedWalk(const Pubkey& wallet, const AskedItems& asked,
                               const std::vector<const AskedItem*>& included)
    : wallet_(wallet) {
    for (const AskedItem& item : asked.all())
        if (item.is_compressed() && item.mint) mints_.try_emplace(*item.mint);
    for (const AskedItem* item : included) add(*item);
    for (const auto& [mint, of_mint] : mints_) {
        for (const Pubkey* program : token_programs) {
            const Pubkey account = solana::associated_token_address(wallet, *program, mint);
            if (asked.find(account) == nullptr) passages_.emplace(account, Passage{mint});
        }
    }
}

void CompressedWalk::add(const AskedItem& item) {
    if (!item.mint) {
        lacks_mint_ = true;
        return;
    }
    OfMint& mint = mints_[*item.mint];
    ++mint.reviewed;
    const auto amount = item.balance();
    if (!amount || __builtin_add_overflow(mint.reviewed_amount, *amount, &mint.reviewed_amount))
        mint.has_amounts = false;
}

Problem CompressedWalk::take_spending(const Instruction& instruction, Effects& effects) {
    const auto spent = light::spent(instruction);
    if (!spent) return unneeded(instruction);
    if (!(spent->account ? is_sound_decompression(instruction, *spent) : is_sound_burn(instruction, *spent)))
        return unneeded(instruction);
    const std::string mint = solana::to_base58(spent->mint);
    if (lacks_mint_) return Broken{rule::mint, "burns compressed tokens of which no mint was reviewed"};
    if (!mints_.contains(spent->mint))
        return Broken{rule::not_requested,
                      fmt::format("spends compressed tokens of {}, which was not requested", mint)};
    if (spent->owner != wallet_ || payer_of(instruction, *spent) != wallet_)
        return Broken{rule::authority, fmt::format("spends compressed tokens of {} that are not the wallet's", mint)};
    if (spent->account && !is_passage(*spent->account, spent->mint))
        return Broken{rule::destination,
                      fmt::format("takes compressed tokens of {} to where they are not burned", mint)};
    if (auto problem = check_spent(spent->mint, spent->amount, spent->tokens)) return problem;
    if (spent->account) {
        std::optional<std::uint64_t>& holds = passages_.at(*spent->account).holds;
        holds = holds.value_or(0) + spent->amount;  // bounded by what was reviewed
    }
    note_leaves(instruction, spent->mint, effects);
    effects.burn_sentences.push_back(fmt::format("Burns {} raw units of compressed {}.", spent->amount, mint));
    return std::nullopt;
}

/// Adds a spending to those before it, and compares the sum with what is included.
Problem CompressedWalk::check_spent(const Pubkey& address, std::uint64_t amount, std::size_t accounts) {
    OfMint& mint = mints_.at(address);
    const std::string name = solana::to_base58(address);
    if (mint.reviewed == 0)
        return Broken{rule::includes, fmt::format("does not say that it spends compressed tokens of {}", name)};
    if (!mint.has_amounts)
        return Broken{rule::amount, fmt::format("burns compressed tokens of {}, whose amounts nobody reviewed", name)};
    mint.spent += accounts;
    const bool overflows = __builtin_add_overflow(mint.spent_amount, amount, &mint.spent_amount);
    if (overflows || mint.spent > mint.reviewed || mint.spent_amount > mint.reviewed_amount)
        return Broken{rule::amount, fmt::format("burns more compressed tokens of {} than were reviewed", name)};
    return std::nullopt;
}

Problem CompressedWalk::take_opening(const Instruction& instruction) {
    const auto created = solana::created_token_account(instruction);
    if (!created) return unneeded(instruction);
    const auto found = passages_.find(created->account);
    const std::string account = solana::to_base58(created->account);
    if (created->owner != wallet_ || instruction.accounts[0].key != wallet_)
        return Broken{rule::authority, fmt::format("opens {}, which is not the wallet's own", account)};
    if (found == passages_.end())
        return Broken{rule::not_requested, fmt::format("opens {}, which nothing has to pass through", account)};
    const Pubkey& program = instruction.accounts[5].key;
    const auto expected = solana::create_associated_token_account(wallet_, wallet_, program, created->mint);
    if (!begin_alike(instruction, expected, expected.accounts.size())) return unneeded(instruction);
    if (found->second.is_open) return Broken{rule::twice, fmt::format("opens {} twice", account)};
    found->second.is_open = true;
    return std::nullopt;
}

bool CompressedWalk::is_passage(const Pubkey& account, const Pubkey& mint) const {
    const auto found = passages_.find(account);
    return found != passages_.end() && found->second.mint == mint;
}

bool CompressedWalk::is_passing(const Claim& claim) const {
    const auto found = passages_.find(claim.account);
    if (found == passages_.end()) return false;
    const Passage& passage = found->second;
    return passage.is_open ? claim.happening == Happening::burn_tokens || claim.happening == Happening::close
                           : claim.happening == Happening::burn_tokens && passage.holds.has_value();
}

Problem CompressedWalk::take_passing(const Claim& claim) {
    Passage& passage = passages_.at(claim.account);
    const std::string account = solana::to_base58(claim.account);
    if (!claim.is_decided_by(wallet_))
        return Broken{rule::authority, fmt::format("lets another than the wallet burn or close {}", account)};
    return claim.happening == Happening::close ? take_close(claim, passage) : take_burn(claim, passage);
}

Problem CompressedWalk::take_burn(const Claim& claim, Passage& passage) {
    const std::string account = solana::to_base58(claim.account);
    if (claim.mint != passage.mint) return Broken{rule::mint, fmt::format("burns another mint from {}", account)};
    if (claim.amount != passage.holds.value_or(0))
        return Broken{rule::amount, fmt::format("does not burn from {} what passes through it", account)};
    passage.holds.reset();
    return std::nullopt;
}

Problem CompressedWalk::take_close(const Claim& claim, Passage& passage) const {
    const std::string account = solana::to_base58(claim.account);
    if (claim.destination != wallet_)
        return Broken{rule::destination, fmt::format("closes {} and does not pay the wallet", account)};
    if (passage.holds)
        return Broken{rule::order, fmt::format("closes {} before it burns what passes through it", account)};
    passage.is_open = false;
    return std::nullopt;
}

Problem CompressedWalk::finish() const {
    if (lacks_mint_) return Broken{rule::incomplete, "does not burn the compressed tokens that it includes"};
    for (const auto& [address, mint] : mints_) {
        if (mint.spent == mint.reviewed && mint.spent_amount == mint.reviewed_amount) continue;
        return Broken{rule::incomplete, fmt::format("does not burn all compressed tokens of {} that it includes",
                                                    solana::to_base58(address))};
    }
    for (const auto& [account, passage] : passages_) {
        if (!passage.holds && !passage.is_open) continue;
        return Broken{rule::incomplete,
                      fmt::format("leaves {} open, or compressed tokens in it", solana::to_base58(account))};
    }
    return std::nullopt;
}

}  // namespace burner::signing
