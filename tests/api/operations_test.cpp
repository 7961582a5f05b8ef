#include "api/api_test.hpp"
#include "api/readiness.hpp"
#include "base/base64.hpp"

namespace burner::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Operations : public ApiTest {
  protected:
    Answer operation(std::string path) { return ask({.target = std::move(path)}); }
};

TEST_F(Operations, HealthAsksNobody) {
    const auto answer = operation("/health");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"status":"ok"})");
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(Operations, ReadyNamesWhatFails) {
    EXPECT_EQ(operation("/ready").body,
              R"({"status":"ready","checks":{"store":"ok","rpc":"ok"},"paused":[],"reasons":[]})");
    state_.store_works = false;
    state_.clock.advance(Readiness::kept);
    auto answer = operation("/ready");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, R"({"status":"not_ready","checks":{"store":"failed","rpc":"ok"},"paused":[],"reasons":[]})");
    state_.store_works = true;
    rpc_.failing = {fakes::FakeRpc::Method::height};
    state_.clock.advance(Readiness::kept);
    answer = operation("/ready");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, R"({"status":"not_ready","checks":{"store":"ok","rpc":"failed"},"paused":[],"reasons":[]})");
}

TEST_F(Operations, ReadySaysInWordsWhatHindersThisNode) {
    state_.hindrances.set(nodes::Hindrances::Of::clock, "The clock is wrong");
    const auto answer = operation("/ready");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.at("/status"), "not_ready");
    EXPECT_EQ(answer.at("/reasons"), R"(["The clock is wrong"])");
    state_.hindrances.set(nodes::Hindrances::Of::clock, {});
    EXPECT_EQ(operation("/ready").status, 200);
}

TEST_F(Operations, ReadyAsksOnceASecondHoweverManyWantToKnow) {
    using namespace std::chrono_literals;
    const std::vector<Ask> many(20, Ask{.target = "/ready"});
    for (const auto& answer : worker_.ask_all(many)) EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(rpc_.total_calls(), 1);
    rpc_.failing = {fakes::FakeRpc::Method::height};
    state_.clock.advance(Readiness::kept - 1ms);
    EXPECT_EQ(operation("/ready").status, 200);
    EXPECT_EQ(rpc_.total_calls(), 1);
    state_.clock.advance(1ms);
    for (const auto& answer : worker_.ask_all(many)) EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(rpc_.total_calls(), 2);
}

TEST_F(Operations, MetricsCountWithoutNamingAnybody) {
    ask_as_shop(get(wallet_path("assets")));
    ask(get("/nothing"));
    const auto answer = operation("/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content_type, "text/plain; version=0.0.4");
    EXPECT_THAT(answer.body, HasSubstr("/api/v1/burner/wallet/:address/assets"));
    EXPECT_THAT(answer.body, HasSubstr("not_found"));
    EXPECT_THAT(answer.body, Not(HasSubstr(wallet_text())));
    EXPECT_THAT(answer.body, Not(HasSubstr(state_.shop.secret())));
}

TEST_F(Operations, MetricsTellHowANodeStands) {
    EXPECT_THAT(operation("/metrics").body, Not(HasSubstr("burner_node_lease_seconds ")));
    state_.metrics.set_standing({.id = "me", .live = {"other", "me"}, .applied = 7, .last = 9, .joins = 1});
    state_.metrics.set_lease(std::chrono::milliseconds{4'500});
    state_.metrics.set_duties(16);
    const auto before = operation("/metrics").body;
    for (const char* const line :
         {"burner_node_applied_change 7\n", "burner_node_lag_changes 2\n", "burner_nodes_live 2\n",
          "burner_node_lease_seconds 4.5\n", "burner_node_duties 16\n", "burner_node_rejoins_total 0\n"})
        EXPECT_THAT(before, HasSubstr(line));
    state_.metrics.set_standing({.id = "me again", .live = {"me again"}, .applied = 9, .last = 9, .joins = 3});
    state_.metrics.set_lease(std::chrono::milliseconds{-10});
    const auto after = operation("/metrics").body;
    for (const char* const line : {"burner_node_lag_changes 0\n", "burner_nodes_live 1\n",
                                   "burner_node_lease_seconds 0\n", "burner_node_rejoins_total 2\n"})
        EXPECT_THAT(after, HasSubstr(line));
}

TEST_F(Operations, MetricsTellHowLongRevocationsWaited) {
    const auto token = post("/sessions", R"({"walletAddress":")" + wallet_text() + R"("})");
    ask_as_shop(token);
    EXPECT_THAT(operation("/metrics").body, HasSubstr("burner_revocation_wait_seconds_count 0\n"));
    ask_as_shop(post("/sessions/revoke", "{}"));
    EXPECT_THAT(operation("/metrics").body, HasSubstr("burner_revocation_wait_seconds_count 1\n"));
}

TEST_F(Operations, TheDescriptionIsForEveryOrigin) {
    const auto answer = operation("/openapi.json");
    EXPECT_EQ(answer.body, *state_.openapi);
    EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
}

TEST_F(Operations, NoSecretIsPublishedAsAKey) {
    const auto answer = operation("/.well-known/jwks.json");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"keys":[]})");
}

/// With the published key alone (RFC 8037), a token that the server minted can be checked.
TEST_F(Operations, PublishedKeysCheckTokens) {
    ApiState state{{.algorithm = access::JwsAlgorithm::eddsa}};
    ApiWorker worker{state, io_, rpc_};
    const auto keys = worker.ask({.target = "/.well-known/jwks.json"});
    EXPECT_EQ(keys.content_type, "application/jwk-set+json");
    EXPECT_EQ(keys.header("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(keys.header("Cache-Control"), "public, max-age=60");
    EXPECT_THAT(keys.body, Not(HasSubstr("\"d\"")));

    const std::string token = state.session(state.shop, state.wallet).token;
    const auto body_end = token.rfind('.');
    const auto header = base::from_base64url(token.substr(0, token.find('.'))).value();
    const Answer head{200, std::string{header.begin(), header.end()}, ""};
    EXPECT_EQ(head.at("/alg"), "EdDSA");
    std::string x;
    for (const auto* index : {"0", "1"}) {
        const std::string jwk = fmt::format("/keys/{}", index);
        EXPECT_EQ(keys.at(jwk + "/kty"), "OKP");
        EXPECT_EQ(keys.at(jwk + "/crv"), "Ed25519");
        EXPECT_EQ(keys.at(jwk + "/alg"), "EdDSA");
        EXPECT_EQ(keys.at(jwk + "/use"), "sig");
        if (keys.at(jwk + "/kid") == head.at("/kid")) x = keys.at(jwk + "/x");
    }
    const auto key_bytes = base::from_base64url(x).value();
    const auto signature_bytes = base::from_base64url(token.substr(body_end + 1)).value();
    solana::Pubkey public_key;
    solana::Signature signature;
    ASSERT_EQ(key_bytes.size(), public_key.bytes.size());
    ASSERT_EQ(signature_bytes.size(), signature.bytes.size());
    std::ranges::copy(key_bytes, public_key.bytes.begin());
    std::ranges::copy(signature_bytes, signature.bytes.begin());
    const std::string signing_input = token.substr(0, body_end);
    EXPECT_TRUE(solana::verify(public_key, base::as_bytes(signing_input), signature));
    ASSERT_TRUE(state.signing.rotate());
    EXPECT_EQ(worker.ask({.target = "/.well-known/jwks.json"}).at("/keys/2/kty"), "OKP");
}

}  // namespace
}  // namespace burner::api
