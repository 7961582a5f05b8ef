#include "assets/search/token_accounts.hpp"

#include <utility>

#include "solana/programs/ids.hpp"

namespace burner::assets {

namespace {

constexpr std::size_t mints_at_once = solana::max_accounts_per_call;
static_assert(mints_at_once <= PackedHoldings::max_mints);

bool wants_mint(const Holding& holding) {
    if (holding.account.is_native()) return false;
    return holding.account.amount > 0 || holding.token_program == solana::ids::token_2022;
}

}  // namespace

TokenAccounts::TokenAccounts(const solana::Pubkey& wallet, const solana::Pubkey& program)
    : wallet_(wallet), program_(program), ready_(wallet, program) {}

void TokenAccounts::begin() {
    ready_ = {wallet_, program_};
    slices_.clear();
    places_.clear();
}

void TokenAccounts::visit(const solana::Pubkey& address, const solana::Account& account) {
    if (account.owner != program_) return;
    const auto parsed = solana::parse_token_account(program_, account.data);
    if (!parsed || parsed->owner != wallet_) return;
    const auto length = static_cast<std::uint32_t>(account.data.size());
    const Holding holding{address, program_, account.lamports, length, *parsed};
    if (wants_mint(holding)) {
        put_into_slice(holding);
    } else {
        ready_.put(holding);
    }
}

void TokenAccounts::put_into_slice(const Holding& holding) {
    const auto [place, is_new] = places_.emplace(holding.account.mint, places_.size());
    const auto index = place->second / mints_at_once;
    if (index == slices_.size()) slices_.emplace_back(wallet_, program_);
    if (is_new) slices_[index].add_mint(holding.account.mint);
    slices_[index].put(holding, place->second % mints_at_once);
}

PackedHoldings TokenAccounts::take_ready() {
    ready_.end();
    return std::exchange(ready_, {wallet_, program_});
}

std::vector<PackedHoldings> TokenAccounts::take_slices() {
    for (auto& slice : slices_) slice.end();
    return std::exchange(slices_, {});
}

}  // namespace burner::assets
