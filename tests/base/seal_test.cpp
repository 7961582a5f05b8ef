#include "base/seal.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(Seal, AnyChangedByteIsRefused) {
    const Seal seal{Secret{"server secret"}, "test"};
    const auto bound_to = as_bytes("slot");
    const auto sealed = seal.seal(as_bytes("plain"), bound_to);
    EXPECT_EQ(as_text(seal.open(sealed, bound_to).value()), "plain");
    EXPECT_FALSE(seal.open(sealed, as_bytes("else")));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        EXPECT_FALSE(seal.open(changed, bound_to)) << i;
        EXPECT_FALSE(seal.open(ByteView{sealed}.first(i), bound_to)) << i;
    }
}

TEST(Seal, AnotherSecretOrPurposeIsAnotherKey) {
    const auto sealed = Seal{Secret{"server secret"}, "one"}.seal(as_bytes("plain"), {});
    EXPECT_TRUE((Seal{Secret{"server secret"}, "one"}.open(sealed, {})));
    EXPECT_FALSE((Seal{Secret{"server secret"}, "two"}.open(sealed, {})));
    EXPECT_FALSE((Seal{Secret{"another secret"}, "one"}.open(sealed, {})));
}

/// After a rotation what was sealed before opens still, and nothing new is sealed under the old secret.
TEST(Seal, OpensWhatEarlierSecretsSealed) {
    const Seal before{Secret{"first"}, "test"};
    const Seal after{ServerSecrets{Secret{"second"}, {Secret{"first"}}}, "test"};
    EXPECT_TRUE(after.open(before.seal(as_bytes("plain"), {}), {}));
    EXPECT_FALSE(before.open(after.seal(as_bytes("plain"), {}), {}));
    EXPECT_TRUE((Seal{Secret{"second"}, "test"}.open(after.seal(as_bytes("plain"), {}), {})));
}

}  // namespace
}  // namespace burner::base
