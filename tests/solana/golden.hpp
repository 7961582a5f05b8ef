#pragma once

#include <gtest/gtest.h>

#include "simdjson.h"

namespace burner::solana {

/// A test that reads tests/vectors/solana/golden.json: addresses and transactions as @solana/kit makes them.
class GoldenTest : public testing::Test {
  protected:
    simdjson::dom::array vectors(const char* member) {
        return parser_.load("tests/vectors/solana/golden.json")[member].get_array();
    }

  private:
    simdjson::dom::parser parser_;
};

}  // namespace burner::solana
