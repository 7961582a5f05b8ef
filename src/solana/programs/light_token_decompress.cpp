#include <algorithm>

#include "solana/programs/ids.hpp"
#include "solana/programs/light_accounts.hpp"
#include "solana/programs/light_encoding.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::solana::light_token {

namespace {

std::vector<AccountMeta> fixed_accounts(const Pubkey& payer) {
    return {
        {ids::light_system, false, false},
        {payer, true, true},
        {ids::light_token_authority, false, false},
        {ids::light_registered_program, false, false},
        {ids::light_system_authority, false, false},
        {ids::light_compression, false, false},
        {ids::system, false, false},
    };
}

/// Packs the trees and queues first, as the program wants, and returns the first queue's index: it takes that for the
/// one of outputs.
std::uint8_t pack(PackedAccounts& packed, const Spending& spending, const Pubkey& account) {
    const std::vector<CompressedToken>& tokens = spending.tokens;
    for (const CompressedToken& token : tokens) packed.index_of(token.tree, true);
    const std::uint8_t output_queue = packed.index_of(tokens.front().queue, true);
    for (const CompressedToken& token : tokens) packed.index_of(token.queue, true);
    packed.index_of(tokens.front().mint);
    packed.index_of(tokens.front().owner, false, true);
    packed.index_of(account, true);
    for (const CompressedToken& token : tokens)
        if (token.delegate) packed.index_of(*token.delegate);
    for (const PoolAmount& withdrawal : spending.withdrawals) packed.index_of(withdrawal.pool.address, true);
    packed.index_of(spending.token_program);
    return output_queue;
}

void append_withdrawal(base::Bytes& out, const PoolAmount& withdrawal, std::uint8_t mint, std::uint8_t account,
                       std::uint8_t decimals, PackedAccounts& packed) {
    out.push_back(decompress_mode);
    base::append_le(out, withdrawal.amount);
    out.push_back(mint);
    out.push_back(account);
    out.push_back(0);  // authority: only to compress
    out.push_back(packed.index_of(withdrawal.pool.address));
    out.push_back(withdrawal.pool.index);
    out.push_back(withdrawal.pool.bump);
    out.push_back(decimals);
}

void append_spent(base::Bytes& out, const CompressedToken& token, PackedAccounts& packed) {
    out.push_back(packed.index_of(token.owner));
    base::append_le(out, token.amount);
    out.push_back(token.delegate ? 1 : 0);
    out.push_back(token.delegate ? packed.index_of(*token.delegate) : std::uint8_t{0});
    out.push_back(packed.index_of(token.mint));
    out.push_back(static_cast<std::uint8_t>(token.version));
    out.push_back(packed.index_of(token.tree));
    out.push_back(packed.index_of(token.queue));
    base::append_le(out, token.leaf_index);
    out.push_back(token.is_proved_by_index ? 1 : 0);
    base::append_le(out, token.root_index);
}

}  // namespace

Instruction decompress(const Spending& spending, const Pubkey& account, std::uint8_t decimals) {
    Instruction instruction{ids::light_token, fixed_accounts(spending.payer), {}};
    PackedAccounts packed{instruction.accounts};
    const std::uint8_t output_queue = pack(packed, spending, account);
    base::Bytes& out = instruction.data;
    // No transaction hash; no lamports' change, its tree and its owner.
    out = {transfer2, 0, 0, 0, 0, output_queue};
    base::append_le(out, any_top_up);
    out.push_back(none);  // CPI context
    out.push_back(some);
    base::append_le(out, static_cast<std::uint32_t>(spending.withdrawals.size()));
    const std::uint8_t mint = packed.index_of(spending.tokens.front().mint);
    for (const PoolAmount& withdrawal : spending.withdrawals)
        append_withdrawal(out, withdrawal, mint, packed.index_of(account), decimals, packed);
    out.push_back(spending.proof ? some : none);
    if (spending.proof) base::append(out, *spending.proof);
    base::append_le(out, static_cast<std::uint32_t>(spending.tokens.size()));
    for (const CompressedToken& token : spending.tokens) append_spent(out, token, packed);
    base::append_le(out, std::uint32_t{0});           // outputs
    out.insert(out.end(), {none, none, none, none});  // lamports and TLV of inputs and outputs
    return instruction;
}

}  // namespace burner::solana::light_token
