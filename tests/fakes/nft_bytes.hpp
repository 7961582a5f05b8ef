#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fakes/token_bytes.hpp"

namespace burner::fakes {

/// Accounts of Token Metadata as the program lays them out, written without the code under test.
struct MetadataBytes {
    Pubkey mint = {};
    std::string name = "Example #7";
    std::string symbol = "EX";
    std::string uri = "https://example.com/7.json";
    std::optional<std::uint8_t> standard = std::uint8_t{0};
    std::optional<Pubkey> collection = std::nullopt;
    bool is_verified = true;
    std::optional<std::uint64_t> size = std::nullopt;  ///< of the collection that this one stands for
    std::size_t length = 607;

    base::Bytes bytes() const;
};

base::Bytes master_edition(std::uint64_t supply = 0);
base::Bytes print_edition(const Pubkey& parent, std::uint64_t number);
/// Makes a token record. `state`: 0 unlocked, 1 locked, 2 listed.
base::Bytes token_record(std::uint8_t state = 0);
/// Makes a marker with the bits of two numbers below 248, which may be one and the same.
base::Bytes edition_marker(std::uint64_t number, std::uint64_t other);

}  // namespace burner::fakes
