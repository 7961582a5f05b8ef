#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "solana/rpc.hpp"

namespace burner::fakes {

using solana::Pubkey;

/// Makes an address of one number, for readable tests; never on purpose equal to a program's.
Pubkey key(std::uint32_t number);

/// A token account as the programs lay it out, written without the code under test.
struct TokenBytes {
    Pubkey mint = {};
    Pubkey owner = {};
    std::uint64_t amount = 0;
    std::uint8_t state = 1;  ///< 0 uninitialised, 1 initialised, 2 frozen
    std::optional<std::uint64_t> native_reserve = std::nullopt;
    std::optional<Pubkey> delegate = std::nullopt;
    std::uint64_t delegated_amount = 0;
    std::optional<Pubkey> close_authority = std::nullopt;
    std::vector<std::pair<std::uint16_t, base::Bytes>> extensions = {};

    base::Bytes bytes() const;
};

struct MintBytes {
    std::uint64_t supply = 1'000'000'000;
    std::uint8_t decimals = 6;
    std::vector<std::pair<std::uint16_t, base::Bytes>> extensions = {};
    std::optional<Pubkey> authority = key(9001);

    base::Bytes bytes() const;
};

/// Makes extension values by Token-2022's `ExtensionType` numbers.
std::pair<std::uint16_t, base::Bytes> withheld_fee(std::uint64_t amount);
std::pair<std::uint16_t, base::Bytes> confidential_account(bool has_balance);
std::pair<std::uint16_t, base::Bytes> confidential_fee(bool has_balance);
std::pair<std::uint16_t, base::Bytes> immutable_owner();
std::pair<std::uint16_t, base::Bytes> pausable(bool is_paused);
std::pair<std::uint16_t, base::Bytes> permissioned_burn(const Pubkey& authority);
std::pair<std::uint16_t, base::Bytes> confidential_mint_burn();
std::pair<std::uint16_t, base::Bytes> token_metadata(const Pubkey& mint, std::string_view name,
                                                     std::string_view symbol);

}  // namespace burner::fakes
