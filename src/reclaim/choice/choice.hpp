#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <burnandclaim/assets.hpp>
#include <burnandclaim/transactions.hpp>

namespace burner::reclaim {

/// What the user named for burning: mints, and addresses of Core assets and compressed NFTs, which have no mint.
struct NamedBurns {
    std::vector<std::string> burn;
    std::vector<std::string> burn_liquidity;  ///< LP tokens, whose burn loses a share of a pool
    std::optional<double> below_usd{};        ///< dollars: all dust that is worth less (`dust_mints`)
};

/// The wallet's items by what is to become of them, in the order of the list.
struct Choice {
    std::vector<burnandclaim::WalletItem> close;
    std::vector<burnandclaim::WalletItem> burn;
    std::vector<burnandclaim::WalletItem> burn_liquidity;
    std::vector<burnandclaim::WalletItem> keep;  ///< could be burned, but nobody named it
    std::vector<burnandclaim::WalletItem> blocked;
    std::vector<burnandclaim::WalletItem> withdraw;  ///< of the two before, those whose excess is taken

    bool is_empty() const { return size() == 0; }
    std::size_t size() const { return close.size() + burn.size() + burn_liquidity.size() + withdraw.size(); }
    std::uint64_t lamports() const;  ///< what closing, burning and withdrawing gives back
};

/// Returns what the build call takes for the chosen items, closes first. Each names the reviewed mint, and a burn of an
/// amount the reviewed balance.
std::vector<burnandclaim::ItemSelection> selections(const Choice& choice);

/// Returns what closing or burning an item gives back. A share of a pool is listed as blocked, with 0 to give back: its
/// burn gives back what the account holds.
std::uint64_t given_back(const burnandclaim::WalletItem& item);

/// The most that the trees take for burning a compressed token, in lamports.
inline constexpr std::uint64_t max_tree_fee = 5'000;

/// Returns what burning an item costs beside the transaction: the fees of the trees that hold compressed tokens.
std::uint64_t burn_cost(const burnandclaim::WalletItem& item);

/// Says whether the item is a share of a pool's liquidity and nothing else stands against burning it.
bool is_liquidity(const burnandclaim::WalletItem& item);

}  // namespace burner::reclaim
