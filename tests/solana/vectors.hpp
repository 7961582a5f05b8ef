#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "simdjson.h"
#include "solana/pubkey.hpp"

namespace burner::solana {

base::Bytes from_hex(std::string_view hex);
std::string to_hex(base::ByteView bytes);

/// `fill` × 32: a key for tests.
Pubkey key_of(std::uint8_t fill);
Pubkey key_of(std::string_view base58);

/// A test that reads public vectors from $BURNER_VECTORS (default ../shared/vectors); skipped where absent.
class VectorTest : public testing::Test {
  protected:
    void SetUp() override;
    simdjson::dom::element json(const std::string& path);
    base::Bytes bytes(const std::string& path) const;

  private:
    std::vector<std::unique_ptr<simdjson::dom::parser>> parsers_;
};

std::string_view text(simdjson::dom::element element);
std::string_view text(simdjson::simdjson_result<simdjson::dom::element> element);

}  // namespace burner::solana
