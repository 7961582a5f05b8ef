#pragma once

#include <unordered_map>
#include <vector>

#include "assets/search/packed_holdings.hpp"
#include "solana/rpc.hpp"

namespace burner::assets {

/// A wallet's accounts of one token program, sorted by what they wait for while the answer that lists them is read.
/// Keeps what the program would take for an account of this wallet; whatever else an upstream sends is dropped.
class TokenAccounts final : public solana::AccountVisitor {
  public:
    TokenAccounts(const solana::Pubkey& wallet, const solana::Pubkey& program);

    void begin() override;
    void visit(const solana::Pubkey& address, const solana::Account& account) override;

    /// Puts an account into the slice of the mint that it waits for.
    void put_into_slice(const Holding& holding);

    PackedHoldings take_ready();
    std::vector<PackedHoldings> take_slices();

  private:
    solana::Pubkey wallet_;
    solana::Pubkey program_;
    PackedHoldings ready_;                                    ///< need no mint
    std::vector<PackedHoldings> slices_;                      ///< some mints each, and the accounts that wait for them
    std::unordered_map<solana::Pubkey, std::size_t> places_;  ///< of mints, counted over all slices
};

}  // namespace burner::assets
