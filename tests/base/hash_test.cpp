#include "base/hash.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"

namespace burner::base {
namespace {

// FIPS 180-4, the examples of one block and of two; a hash after another one starts afresh.
TEST(Hash, MatchesTheStandardsExamples) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="},
        {"", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}};
    for (const auto& [text, hash] : cases) EXPECT_EQ(to_base64(sha256(as_bytes(text))), hash);
}

}  // namespace
}  // namespace burner::base
