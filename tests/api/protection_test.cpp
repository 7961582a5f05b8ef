// What a project protects, in lists, streams and builds; for that project only, and as long as it is set.

#include "api/api_test.hpp"

namespace burner::api {
namespace {

/// Token account 11 holds what is worth 2 USD.
class ProtectionTest : public ApiTest {
  protected:
    ProtectionTest() { worker_.prices.prices[key(600)] = {4, 5}; }

    void protect(const assets::Protection& protection) {
        auto project = state_.shop.project;
        project.protection = protection;
        ASSERT_TRUE(state_.keys.set_project(project));
    }
    Answer list_as(const Tenant& tenant) { return ask(get(wallet_path("assets")).as(tenant)); }
    Answer build_as(const Tenant& tenant) {
        const auto body =
            fmt::format(R"({{"items":[{{"type":"token","address":"{}","action":"burn"}}]}})", to_base58(key(11)));
        return ask(post(wallet_path("transactions"), body).as(tenant));
    }
    /// The frame with the token.
    Answer streamed() {
        const auto ask = stream_of(wallet_path("assets/stream")).as(state_.session(state_.shop, state_.wallet));
        const auto stream = worker_.open(ask);
        EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
        return stream->socket.frames.at(1);
    }
    static void expect_protected(const Answer& found, std::string_view item = "/items/1") {
        const auto at = [&](std::string_view member) { return found.at(fmt::format("{}/{}", item, member)); };
        EXPECT_EQ(at("usdValue"), "2") << found.body;
        EXPECT_EQ(at("actions"), R"(["withdraw_excess"])") << "which burns nothing";
        EXPECT_EQ(at("blocked"), blocked);
        EXPECT_EQ(at("reclaimableLamports"), "550840");
    }
    static void expect_free(const Answer& list) {
        EXPECT_EQ(list.at("/items/1/actions"), R"(["burn","withdraw_excess"])") << list.body;
        EXPECT_EQ(list.at("/items/1/blocked"), "<none>");
    }

    static constexpr std::string_view blocked =
        R"({"code":"protected","message":"The project protects what is worth more than 1.5 USD from being burned"})";
};

TEST_F(ProtectionTest, IsInListStreamAndBuild) {
    protect({"1.5", {}, {}});
    const auto list = list_as(state_.shop);
    expect_protected(list);
    EXPECT_EQ(list.at("/items/0/actions"), R"(["close","withdraw_excess"])");
    EXPECT_EQ(list.at("/reclaimableLamports"), "2590120");
    EXPECT_EQ(list.at("/counts/token"), "1");
    expect_protected(streamed(), "/items/0");
    const auto build = build_as(state_.shop);
    EXPECT_EQ(build.at("/transactions"), "[]") << build.body;
    EXPECT_EQ(build.at("/rejected/0/code"), "protected");
    EXPECT_EQ(build.at("/rejected/0/message"), list.at("/items/1/blocked/message"));
}

TEST_F(ProtectionTest, IsOffUnlessSet) {
    expect_free(list_as(state_.shop));
    EXPECT_EQ(build_as(state_.shop).at("/rejected"), "[]");
}

TEST_F(ProtectionTest, IsOfOneProjectOnly) {
    protect({"1.5", {}, {}});
    for (int round = 0; round < 2; ++round) {  // also from memory
        expect_protected(list_as(state_.shop));
        expect_free(list_as(state_.other));
    }
    EXPECT_EQ(build_as(state_.other).at("/rejected"), "[]");
}

TEST_F(ProtectionTest, IsAnsweredFromMemoryToo) {
    protect({"1.5", {}, {}});
    expect_protected(list_as(state_.shop));
    const int calls = rpc_.total_calls();
    expect_protected(list_as(state_.shop));
    EXPECT_EQ(rpc_.total_calls(), calls);
}

TEST_F(ProtectionTest, TakesEffectAndEndsAtOnce) {
    expect_free(list_as(state_.shop));
    protect({"1.5", {}, {}});
    expect_protected(list_as(state_.shop));
    protect({"2", {}, {}});
    expect_free(list_as(state_.shop));
    EXPECT_EQ(build_as(state_.shop).at("/rejected"), "[]");
    protect({std::nullopt, {key(600)}, {}});
    EXPECT_EQ(list_as(state_.shop).at("/items/1/blocked/message"), "The project protects this mint from being burned");
    protect({});
    expect_free(list_as(state_.shop));
    EXPECT_EQ(build_as(state_.shop).at("/rejected"), "[]");
}

}  // namespace
}  // namespace burner::api
