#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "assets/list_order.hpp"
#include "assets/search/search.hpp"

namespace burner::api {

/// The body of `GET …/assets`. Items become text as they are found, while they lie in the processor's cache. Only the
/// text is kept, which is smaller, and it is put in order at the end.
class AssetList {
  public:
    explicit AssetList(const solana::Pubkey& wallet, bool is_sponsored = false)
        : wallet_(wallet), is_sponsored_(is_sponsored) {}

    void add(const assets::Found& batch);
    /// Tells whether all of the wallet was read.
    bool is_whole() const { return summary_.warnings.empty(); }
    /// Returns the whole body. Fails with `upstream_unavailable` only when no source answered.
    base::Result<std::string> body();

  private:
    struct Text {
        assets::ListPlace place;
        std::uint32_t block;
        std::uint32_t offset, length;  ///< in the block
    };

    void write(const assets::Item& item);
    std::string_view json_of(const Text& text) const;

    solana::Pubkey wallet_;
    bool is_sponsored_;
    assets::Summary summary_;
    std::vector<std::string> blocks_;  ///< full but for the last
    std::vector<Text> texts_;
    std::size_t bytes_ = 0;  ///< of all texts
};

}  // namespace burner::api
