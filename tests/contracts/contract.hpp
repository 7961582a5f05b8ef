#pragma once

#include <string_view>

#include <gtest/gtest.h>

namespace burner::contracts {

/// What every contract has: a store of `Backend`, opened twice. A backend whose engine is not installed says so in
/// `missing()`, and its tests are skipped.
template <class Backend>
class Contract : public testing::Test {
  protected:
    void SetUp() override {
        if constexpr (requires { Backend::missing(); }) {
            if (const std::string_view missing = Backend::missing(); !missing.empty()) GTEST_SKIP() << missing;
        }
    }

    Backend backend_;
};

}  // namespace burner::contracts
