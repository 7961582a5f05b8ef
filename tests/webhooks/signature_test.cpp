#include "webhooks/signature.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "webhooks/signing_secrets.hpp"

namespace burner::webhooks {
namespace {

TEST(Signature, IsStandardWebhooks) {
    // Computed with the package `standardwebhooks` 1.1.1 of npm; tests/system checks live messages with it.
    const auto secret = base::from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value();
    const Message message{"msg_p5jXN8AQM9LWM0D4loKWxJek", "test", R"({"test": 2432232314})"};
    const auto out = sign(message, base::UnixTime{std::chrono::milliseconds{1'614'265'330'999}}, secret);
    EXPECT_EQ(out.id, message.id);
    EXPECT_EQ(out.timestamp, "1614265330");
    EXPECT_EQ(out.body, message.body);
    EXPECT_EQ(out.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Signature, CoversIdTimeAndBody) {
    const base::Bytes secret(32, 7);
    const base::UnixTime now{std::chrono::seconds{1'775'736'000}};
    const auto signature = [&](const Message& message, base::UnixTime at) {
        return sign(message, at, secret).signature;
    };
    const auto original = signature({"msg_1", "t", "{}"}, now);
    EXPECT_EQ(signature({"msg_1", "u", "{}"}, now), original);
    EXPECT_NE(signature({"msg_2", "t", "{}"}, now), original);
    EXPECT_NE(signature({"msg_1", "t", "{} "}, now), original);
    EXPECT_NE(signature({"msg_1", "t", "{}"}, now + std::chrono::seconds{1}), original);
    EXPECT_NE(sign({"msg_1", "t", "{}"}, now, base::Bytes(32, 8)).signature, original);
}

TEST(SigningSecrets, AreShownInTheStandardsFormAndOpenForTheirWebhookAlone) {
    const SigningSecrets secrets{base::Secret{"server secret"}};
    const auto created = secrets.create("wh_1");
    const std::string_view shown = created.shown.reveal();
    ASSERT_TRUE(shown.starts_with("whsec_"));
    const auto bytes = base::from_base64(shown.substr(6));
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), 32U);
    EXPECT_EQ(secrets.open(created.sealed, "wh_1"), bytes);
    EXPECT_EQ(secrets.open(created.sealed, "wh_2"), std::nullopt);
    EXPECT_EQ(SigningSecrets{base::Secret{"another"}}.open(created.sealed, "wh_1"), std::nullopt);
    EXPECT_NE(secrets.create("wh_1").shown.reveal(), shown);
}

TEST(SigningSecrets, MoveUnderAnotherServerSecret) {
    const auto created = SigningSecrets{base::Secret{"first"}}.create("wh_1");
    const auto secret = SigningSecrets{base::Secret{"first"}}.open(created.sealed, "wh_1");
    const SigningSecrets rotated{base::ServerSecrets{base::Secret{"second"}, {base::Secret{"first"}}}};
    const auto sealed = rotated.reseal(created.sealed, "wh_1");
    ASSERT_TRUE(sealed);
    EXPECT_EQ((SigningSecrets{base::Secret{"second"}}.open(*sealed, "wh_1")), secret);
    EXPECT_FALSE(rotated.reseal(created.sealed, "wh_2"));
}

TEST(SigningSecrets, CannotBeSeenInWhatTheStoreKeeps) {
    const auto created = SigningSecrets{base::Secret{"server secret"}}.create("wh_1");
    const auto bytes = base::from_base64(created.shown.reveal().substr(6)).value();
    const std::string_view kept = base::as_text(created.sealed);
    EXPECT_EQ(kept.find(base::as_text(bytes)), std::string_view::npos);
    EXPECT_EQ(kept.find(created.shown.reveal().substr(6)), std::string_view::npos);
}

}  // namespace
}  // namespace burner::webhooks
