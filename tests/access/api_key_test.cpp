#include "access/api_key.hpp"

#include <set>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "fakes/vectors.hpp"

namespace burner::access {
namespace {

TEST(ApiKey, HasPrefixRandomPartAndChecksum) {
    const std::pair<KeyForm, std::string_view> rows[] = {
        {{KeyKind::secret, Mode::live}, "ak_live_"},
        {{KeyKind::secret, Mode::test}, "ak_test_"},
        {{KeyKind::publishable, Mode::live}, "pk_live_"},
        {{KeyKind::publishable, Mode::test}, "pk_test_"},
    };
    for (const auto& [form, prefix] : rows) {
        const auto secret = generate_api_key(form);
        const std::string_view key = secret.reveal();
        EXPECT_TRUE(key.starts_with(prefix));
        EXPECT_EQ(key.size(), 44u);
        EXPECT_EQ(key.substr(38), api_key_checksum(key.substr(8, 30)));
        EXPECT_EQ(form_of_api_key(key), form);
    }
}

TEST(ApiKey, AreAllDifferentAndUseEveryDigit) {
    std::set<std::string> keys;
    std::set<char> digits;
    for (int i = 0; i < 200; ++i) {
        const auto secret = generate_api_key({});
        keys.emplace(secret.reveal());
        for (const char c : secret.reveal().substr(8, 30)) digits.insert(c);
    }
    EXPECT_EQ(keys.size(), 200u);
    EXPECT_EQ(digits.size(), 62u);
}

/// The first character alone tells a publishable key from a secret one: what it is found by is the hash of all of it.
TEST(ApiKey, AnyOneCharacterChangedIsAnotherKindOrRefused) {
    const auto secret = generate_api_key({});
    const std::string key{secret.reveal()};
    ASSERT_EQ(form_of_api_key("p" + key.substr(1)), (KeyForm{KeyKind::publishable, Mode::live}));
    for (std::size_t i = 0; i < key.size(); ++i) {
        for (int c = 0; c < 256; ++c) {
            std::string changed = key;
            changed[i] = static_cast<char>(c);
            const bool is_other_kind = i == 0 && c == 'p';
            if (changed != key && !is_other_kind) EXPECT_FALSE(form_of_api_key(changed)) << i << " " << c;
        }
    }
}

TEST(ApiKey, OtherTextIsRefused) {
    const auto secret = generate_api_key({});
    const std::string key{secret.reveal()};
    for (const auto& text : {std::string{}, key.substr(0, 43), key + "0", " " + key, key + " ",
                             "ak_prod_" + key.substr(8), std::string(44, 'a'), std::string("ak_live_")}) {
        EXPECT_FALSE(form_of_api_key(text)) << text;
    }
}

class ApiKeyVectors : public fakes::VectorTest {};

TEST_F(ApiKeyVectors, ChecksumIsThePublishedRule) {
    simdjson::dom::parser parser;
    const auto example = parser.load((root_ / "tokens/github_crc_example.json").string());
    const std::string_view token = example["token"];
    const std::string_view checksum = example["crc_base62"];
    EXPECT_EQ(api_key_checksum(token.substr(4, 30)), checksum);
    EXPECT_TRUE(token.ends_with(checksum));
}

}  // namespace
}  // namespace burner::access
