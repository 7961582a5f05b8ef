#pragma once

#include <memory>

#include "assets/search/batches.hpp"

namespace burner::assets {

/// A place where a wallet's items can be looked up. One object per worker thread; a failure is a warning in what was
/// found, never an exception.
class AssetSource {
  public:
    virtual ~AssetSource() = default;

    /// Puts what it finds as soon as it is known, and ends early when nobody reads it.
    virtual base::Task<void> find(solana::Pubkey wallet, std::shared_ptr<Batches> out) = 0;
};

}  // namespace burner::assets
