#include "api/api_test.hpp"

namespace burner::api {
namespace {

class Paused : public ApiTest {
  protected:
    void pause(const transactions::Pause& pause) {
        state_.pause_store.add(pause).value();
        EXPECT_TRUE(state_.pauses.refresh());
    }
    Ask build_of(std::uint32_t number, std::string_view type, std::string_view action) const {
        return post(wallet_path("transactions"),
                    fmt::format(R"({{"items":[{{"type":"{}","address":"{}","action":"{}"}}]}})", type,
                                to_base58(key(number)), action));
    }
    Ask close() const { return build_of(10, "empty_account", "close"); }
    Ask burn() const { return build_of(11, "token", "burn"); }
};

TEST_F(Paused, BurnsAreRefusedAtOnceAndClosesGoOn) {
    pause({true, {}, {}});
    expect_error(ask_as_shop(burn()), 503, "overloaded", "Paused by the operator of the server: burns");
    EXPECT_EQ(rpc_.total_calls(), 0);
    EXPECT_EQ(ask_as_shop(close()).status, 200);
    EXPECT_EQ(ask_as_shop(get(wallet_path("assets"))).status, 200);
}

TEST_F(Paused, WhatWasBuiltBeforeIsNotSubmitted) {
    const auto built = ask_as_shop(burn());
    pause({true, assets::ItemType::token, {}});
    expect_error(ask_as_shop(post(wallet_path("transactions/submit"), signed_body(built))), 503, "overloaded",
                 "Paused by the operator of the server: burns of token");
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_TRUE(state_.open_submissions().empty());
}

TEST_F(Paused, OneProjectLeavesTheOthersAlone) {
    pause({false, {}, state_.shop.project.id});
    expect_error(ask_as_shop(close()), 503, "overloaded", "Paused by the operator of the server: everything");
    EXPECT_EQ(ask(close().as(state_.other)).status, 200);
    const auto ready = ask({.target = "/ready"});
    EXPECT_EQ(ready.status, 200);
    EXPECT_EQ(ready.at("/paused"), R"(["everything in one project"])");
}

TEST_F(Paused, NothingIsSaidToBeReady) {
    EXPECT_EQ(ask({.target = "/ready"}).at("/paused"), "[]");
}

}  // namespace
}  // namespace burner::api
