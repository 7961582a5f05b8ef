#pragma once

#include <vector>

#include "solana/accounts/borsh_bytes.hpp"

namespace burner::solana {

/// Builds accounts of MPL Core with their plugins, independently of the readers.
class CoreBytes {
  public:
    /// Owner 1, named "A".
    static CoreBytes asset();
    static CoreBytes asset_of(std::uint8_t collection);
    static CoreBytes collection();

    /// `data` is what stands behind the type.
    CoreBytes& plugin(std::uint8_t type, const base::Bytes& data);
    CoreBytes& frozen(std::uint8_t type, bool is_frozen) { return plugin(type, {is_frozen}); }
    /// Checked on burns with `flags`.
    CoreBytes& external(std::uint8_t type, std::uint32_t flags, const base::Bytes& data, std::uint8_t event = 2);
    /// Adds an oracle at `base`, without further derivation unless `config` says otherwise.
    CoreBytes& oracle(std::uint8_t base, std::uint32_t flags, const base::Bytes& config = {0});

    base::Bytes data() const;

  private:
    struct Record {
        std::uint8_t type;
        base::Bytes data;
        std::uint32_t flags = 0;
        std::uint8_t event = 0;
    };

    BorshBytes base_;
    std::vector<Record> internal_;
    std::vector<Record> external_;
};

}  // namespace burner::solana
