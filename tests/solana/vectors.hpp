#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "fakes/hex.hpp"
#include "fakes/vectors.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

using fakes::from_hex;
using fakes::to_hex;

/// `fill` × 32: a key for tests.
Pubkey key_of(std::uint8_t fill);
Pubkey key_of(std::string_view base58);

/// A test that reads the public vectors as JSON or bytes.
class VectorTest : public fakes::VectorTest {
  protected:
    simdjson::dom::element json(const std::string& path);
    base::Bytes bytes(const std::string& path) const;

  private:
    std::vector<std::unique_ptr<simdjson::dom::parser>> parsers_;
};

std::string_view text(simdjson::dom::element element);
std::string_view text(simdjson::simdjson_result<simdjson::dom::element> element);

}  // namespace burner::solana
