#include "transactions/sponsor/sponsor_watch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/repeated_fault.hpp"
#include "base/sleep.hpp"

namespace burner::transactions {

void SponsorBalances::set(const solana::Pubkey& sponsor, base::Lamports balance) {
    const std::lock_guard lock(mutex_);
    balances_[sponsor] = balance;
}

std::optional<base::Lamports> SponsorBalances::find(const solana::Pubkey& sponsor) const {
    const std::lock_guard lock(mutex_);
    const auto found = balances_.find(sponsor);
    return found == balances_.end() ? std::nullopt : std::optional{found->second};
}

base::Task<base::Result<void>> SponsorWatch::pass() {
    auto sponsors = co_await base::run_on(parts_.stores, [this] { return parts_.sponsors.all(); });
    if (!sponsors) co_return std::unexpected(std::move(sponsors.error()));
    if (sponsors->empty()) co_return base::Result<void>{};
    auto settled = co_await settle();
    std::vector<solana::Pubkey> addresses;
    for (const SealedSponsor& sponsor : *sponsors) addresses.push_back(sponsor.address);
    auto looked = co_await look(std::move(addresses));
    co_return settled ? std::move(looked) : std::move(settled);
}

/// Settles for all nodes where that is this node's work. The cluster is asked only where something is open.
base::Task<base::Result<void>> SponsorWatch::settle() {
    if (!parts_.duties.has(nodes::SingleDuty::pruning)) co_return base::Result<void>{};
    const auto has_open = co_await base::run_on(parts_.stores, [this] { return parts_.reservations.has_open(); });
    if (!has_open) co_return std::unexpected(has_open.error());
    if (!*has_open) co_return base::Result<void>{};
    const auto height = co_await parts_.rpc.get_block_height();
    if (!height) co_return std::unexpected(height.error());
    const solana::BlockHeight ended = *height - std::min(*height, margin);
    const auto oldest = parts_.clock.now() - max_reservation_age;
    co_return co_await base::run_on(parts_.stores,
                                    [this, ended, oldest] { return parts_.reservations.settle(ended, oldest); });
}

base::Task<base::Result<void>> SponsorWatch::look(std::vector<solana::Pubkey> sponsors) {
    const auto accounts = co_await parts_.rpc.get_accounts(sponsors);
    if (!accounts) co_return std::unexpected(accounts.error());
    for (std::size_t i = 0; i < std::min(sponsors.size(), accounts->value.size()); ++i) {
        const solana::Pubkey sponsor = sponsors[i];
        const auto& account = accounts->value[i];
        const auto use = co_await base::run_on(
            parts_.stores, [this, sponsor] { return parts_.reservations.use_of(sponsor, parts_.clock.now()); });
        if (!use) co_return std::unexpected(use.error());
        const SponsorStanding standing{sponsor, account ? account->lamports : base::Lamports{}, *use};
        parts_.balances.set(sponsor, standing.balance);
        parts_.tell(standing);
        warn(standing);
    }
    co_return base::Result<void>{};
}

void SponsorWatch::warn(const SponsorStanding& standing) {
    base::Lamports floor;
    for (const solana::Sponsorship& terms : parts_.terms()) {
        if (terms.sponsor == standing.sponsor) floor = std::max(floor, terms.floor);
    }
    const bool is_low = standing.balance < floor;
    const bool was_low = low_.contains(standing.sponsor);
    if (is_low == was_low) return;
    const std::string address = solana::to_base58(standing.sponsor);
    const std::string balance = fmt::to_string(standing.balance.value);
    if (is_low) {
        low_.insert(standing.sponsor);
        base::log(base::LogLevel::error, "a sponsor holds less than its floor and signs no more: send SOL to it",
                  {{"sponsor", address}, {"balance", balance}, {"floor", fmt::to_string(floor.value)}});
    } else {
        low_.erase(standing.sponsor);
        base::log(base::LogLevel::info, "a sponsor holds enough again", {{"sponsor", address}, {"balance", balance}});
    }
}

base::Task<void> SponsorWatch::run() {
    base::LoggedFault fault{"sponsors cannot be looked at"};
    for (;;) {
        fault.note(co_await pass());
        co_await base::sleep_for(interval);
    }
}

}  // namespace burner::transactions
