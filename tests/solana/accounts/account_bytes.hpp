#pragma once

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Builds account data as the token programs lay it out, field by field, independently of the parsers.
class AccountBytes {
  public:
    /// Initialised, mint 1, owner 2, amount 500.
    static AccountBytes token_account();
    /// Initialised, supply 1000, 6 decimals.
    static AccountBytes mint();

    AccountBytes& byte(std::size_t offset, std::uint8_t value);
    AccountBytes& number(std::size_t offset, std::uint64_t value);
    AccountBytes& optional_key(std::size_t offset, std::uint32_t tag, std::uint8_t fill);
    /// Pads to the kind byte, which is written the first time.
    AccountBytes& extension(std::uint16_t type, const base::Bytes& value);

    const base::Bytes& data() const { return data_; }

  private:
    AccountBytes(std::size_t size, std::uint8_t kind) : data_(size), kind_(kind) {}

    base::Bytes data_;
    std::uint8_t kind_;
};

/// `size` zero bytes with `length` bytes of `fill` at `offset`.
base::Bytes zeros_with(std::size_t size, std::size_t offset, std::size_t length, std::uint8_t fill);

}  // namespace burner::solana
