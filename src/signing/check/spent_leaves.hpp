#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "signing/asked_items.hpp"
#include "signing/effects.hpp"
#include "signing/problem.hpp"

namespace burner::signing {

/// The leaves that a run spends. A transaction is bound by mint, number and sum, so one that is built when a server
/// calls the first expired could spend other leaves of the same sum. So over the run, the leaves of a mint are no more
/// than the items that were asked for, and hold no more together.
class SpentLeaves {
  public:
    /// Remembers what a request asks for.
    void ask(const AskedItems& asked);
    /// Adds the leaves that a transaction spends. Refuses, and adds none of them, if that is more than was asked for.
    Problem add(const std::vector<Leaf>& leaves);

  private:
    struct Sum {
        std::size_t count = 0;
        std::uint64_t amount = 0;
    };
    /// Amounts by the name of their item or leaf.
    using Amounts = std::unordered_map<std::string, std::uint64_t>;

    static Sum sum_of(const Amounts& amounts);

    std::unordered_map<solana::Pubkey, Amounts> asked_;  ///< of each mint, by address
    std::unordered_map<solana::Pubkey, Amounts> spent_;  ///< of each mint, by tree and index
};

}  // namespace burner::signing
