#include "solana/programs/ids.hpp"
#include "solana/programs/light_accounts.hpp"
#include "solana/programs/light_encoding.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::solana::light_token {

namespace {

std::vector<AccountMeta> fixed_accounts(const Spending& spending) {
    const CompressedToken& first = spending.tokens.front();
    return {
        {spending.payer, true, true},
        {first.owner, true, false},
        {ids::light_token_authority, false, false},
        {first.mint, false, true},
        {spending.withdrawals.front().pool.address, false, true},
        {spending.token_program, false, false},
        {ids::light_system, false, false},
        {ids::light_registered_program, false, false},
        {ids::light_noop, false, false},
        {ids::light_system_authority, false, false},
        {ids::light_compression, false, false},
        {ids::light_token, false, false},
        {ids::system, false, false},
    };
}

void append_burned(base::Bytes& out, const CompressedToken& token, PackedAccounts& packed) {
    base::append_le(out, token.amount);
    out.push_back(token.delegate ? some : none);
    if (token.delegate) out.push_back(packed.index_of(*token.delegate, true));
    out.push_back(packed.index_of(token.tree, true));
    out.push_back(packed.index_of(token.queue, true));
    base::append_le(out, token.leaf_index);
    out.push_back(token.is_proved_by_index ? 1 : 0);
    base::append_le(out, token.root_index);
    out.push_back(none);  // lamports
    out.push_back(none);  // TLV
}

base::Bytes burn_arguments(const Spending& spending, PackedAccounts& packed) {
    base::Bytes out;
    base::append(out, spending.proof.value_or(Proof{}));  // zeros stand for none
    base::append_le(out, static_cast<std::uint32_t>(spending.tokens.size()));
    for (const CompressedToken& token : spending.tokens) append_burned(out, token, packed);
    out.push_back(none);  // CPI context
    std::uint64_t amount = 0;
    for (const PoolAmount& withdrawal : spending.withdrawals) amount += withdrawal.amount;
    base::append_le(out, amount);
    out.push_back(change_tree);
    out.push_back(none);  // spent by a delegate
    return out;
}

}  // namespace

Instruction burn(const Spending& spending) {
    Instruction instruction{ids::light_token, fixed_accounts(spending), {}};
    PackedAccounts packed{instruction.accounts};
    for (const PoolAmount& withdrawal : std::span{spending.withdrawals}.subspan(1))
        packed.index_of(withdrawal.pool.address, true);
    const base::Bytes arguments = burn_arguments(spending, packed);
    base::append(instruction.data, burn_discriminator);
    base::append_le(instruction.data, static_cast<std::uint32_t>(arguments.size()));
    base::append(instruction.data, arguments);
    return instruction;
}

}  // namespace burner::solana::light_token
