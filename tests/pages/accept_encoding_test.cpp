#include "pages/accept_encoding.hpp"

#include <gtest/gtest.h>

namespace burner::pages {
namespace {

struct Row {
    std::string_view field;
    bool brotli;
    bool gzip;
};

TEST(AcceptEncoding, IsReadAsRfc9110Says) {
    const Row rows[] = {
        {"", false, false},
        {"gzip, deflate, br, zstd", true, true},
        {"gzip", false, true},
        {"GZIP;q=0.5 , br;q=0", false, true},
        {"br;q=0.0, gzip;q=0.001", false, true},
        {"br;q=0.000,gzip;q=1.0", false, true},
        {"*", true, true},
        {"*;q=0", false, false},
        {"*, gzip;q=0", true, false},
        {"gzip;q=0, *", true, false},
        {"identity", false, false},
        {"brotli, xgzip", false, false},
        {",, ;q=1, br ;q=1", true, false},
    };
    for (const auto& [field, brotli, gzip] : rows) {
        EXPECT_EQ(accepts_encoding(field, "br"), brotli) << field;
        EXPECT_EQ(accepts_encoding(field, "gzip"), gzip) << field;
    }
}

}  // namespace
}  // namespace burner::pages
