#include "reclaim/review/agreed_amounts.hpp"

#include <algorithm>

#include "solana/bounds.hpp"
#include "solana/programs/ids.hpp"

namespace burner::reclaim {
namespace {

using base::Lamports;
using burnandclaim::WalletItem;
namespace types = burnandclaim::item_type;

/// The number of times that the client builds what keeps expiring.
constexpr std::uint64_t builds = 4;

/// Computes the most rent that the accounts of an item can hold.
Lamports max_held(const WalletItem& item) {
    if (item.type == types::cnft || item.type == types::zk_compressed_token) return {};
    if (item.type == types::nft && !item.mint) return solana::max_rent(solana::max_core_asset_size);
    const bool is_2022 = item.token_program == solana::to_base58(solana::ids::token_2022);
    Lamports max_rent =
        solana::max_rent(is_2022 ? solana::max_token_2022_account_size : solana::max_token_account_size);
    if (item.type == types::nft)
        max_rent += solana::max_rent(solana::max_metadata_size) + solana::max_rent(solana::max_edition_size) +
                    solana::max_rent(solana::max_token_record_size);
    return max_rent;
}

class Sum {
  public:
    explicit Sum(Lamports cap) : cap_(cap) {}

    void add(const WalletItem& item, std::uint64_t given_back) {
        const Lamports held = max_held(item);
        held_ += held;
        base_ += std::min(held, Lamports{given_back});
        fees_ += std::min(cap_, solana::max_priority_fee(held));
        ++count_;
    }

    Lamports base() const { return base_; }
    Lamports fees() const {
        const Lamports several{builds * cap_.value};
        const Lamports least{builds * count_ * solana::least_max_priority_fee.value};
        return std::min(std::max(fees_, several), std::max(Lamports{held_.value / 10}, least));
    }

  private:
    Lamports cap_;
    Lamports held_;
    Lamports base_;
    Lamports fees_;
    std::uint64_t count_ = 0;
};

}  // namespace

AgreedAmounts agreed_amounts(const Choice& choice, const base::DonationShare& share, const std::string& priority) {
    Sum sum{solana::priority_cap(priority)};
    for (const auto* ended : {&choice.close, &choice.burn, &choice.burn_liquidity})
        for (const WalletItem& item : *ended) sum.add(item, given_back(item));
    for (const WalletItem& item : choice.withdraw) sum.add(item, item.excess_lamports.value_or(0));
    return {share.of(sum.base()).value, sum.fees().value};
}

}  // namespace burner::reclaim
