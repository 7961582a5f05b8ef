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

struct MacCase {
    std::string key;
    std::string message;
    std::string_view mac;  ///< base64
};

// RFC 4231, test cases 1, 2, 6: a short key, one shorter than its hash, one longer than a block.
TEST(Hash, HmacMatchesTheStandardsExamplesHoweverTheMessageIsDivided) {
    const MacCase cases[] = {
        {std::string(20, '\x0b'), "Hi There", "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c="},
        {"Jefe", "what do ya want for nothing?", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="},
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="},
    };
    for (const auto& [key, message, mac] : cases) {
        const HmacSha256 hmac{as_bytes(key)};
        for (std::size_t cut = 0; cut <= message.size(); ++cut) {
            const std::string_view text{message};
            EXPECT_EQ(to_base64(hmac.of({as_bytes(text.substr(0, cut)), as_bytes(text.substr(cut))})), mac);
        }
        const HmacSha256 copy = hmac;
        EXPECT_EQ(copy.of({as_bytes(message)}), hmac.of({as_bytes(message)}));
    }
}

}  // namespace
}  // namespace burner::base
