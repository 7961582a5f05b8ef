#pragma once

#include <cstdint>
#include <vector>

#include "solana/pubkey.hpp"

namespace burner::assets {

/// The addresses that a search has found so far, in 10 to 13 bytes each: eight bytes stand for an address. All of them
/// are hashes or public keys, so two of one wallet do not share those by chance, and to make another one that does
/// takes 2^64 tries.
class SeenAddresses {
  public:
    /// Adds an address, and tells whether it is new.
    bool add(const solana::Pubkey& address);

  private:
    bool put(std::uint64_t mark);
    std::size_t first_place(std::uint64_t mark) const;
    void grow();

    std::vector<std::uint64_t> places_;  ///< 0 is free
    std::size_t taken_ = 0;
};

}  // namespace burner::assets
