#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace burner::fakes {

/// A test that reads public vectors from $BURNER_VECTORS (default ../shared/vectors); skipped where absent.
class VectorTest : public testing::Test {
  protected:
    void SetUp() override {
        const char* set = std::getenv("BURNER_VECTORS");
        root_ = set != nullptr ? set : "../shared/vectors";
        if (!std::filesystem::is_directory(root_)) {
            GTEST_SKIP() << "no vectors at " << root_ << ": set BURNER_VECTORS to the folder that holds them";
        }
    }

    static std::string read(const std::filesystem::path& file) {
        std::ifstream in{file, std::ios::binary};
        EXPECT_TRUE(in) << file;
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    std::filesystem::path root_;
};

}  // namespace burner::fakes
