#include "api/api_test.hpp"

namespace burner::api {
namespace {

/// A thousand accounts to close, and tenants of the smallest tier: a bucket of 1,600.
class WorkLimits : public ApiTest {
  protected:
    WorkLimits() {
        for (std::uint32_t number = 2'000; number < 3'000; ++number) account(number, 0);
    }
    Ask build(std::uint32_t items) const {
        std::string selections;
        for (std::uint32_t number = 2'000; number < 2'000 + items; ++number) {
            selections += fmt::format(R"({}{{"type":"empty_account","address":"{}","action":"close"}})",
                                      selections.empty() ? "" : ",", to_base58(key(number)));
        }
        return post(wallet_path("transactions"), fmt::format(R"({{"items":[{}]}})", selections));
    }

    Tenant small_ = state_.tenant("spark");
};

TEST_F(WorkLimits, ABuildCostsItsItemsAndTheBucketRefillsWithinAMinute) {
    EXPECT_EQ(ask(build(1'000).as(small_)).status, 200);
    const auto refused = ask(build(1'000).as(small_));
    expect_error(refused, 429, "rate_limited", "Rate limit exceeded");
    EXPECT_EQ(refused.header("Retry-After"), "15");  // 400 more, at 1,600 a minute
    EXPECT_EQ(refused.header("X-RateLimit-Limit"), "30");
    EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "28");
    EXPECT_EQ(ask(build(600).as(small_)).status, 200);
    EXPECT_EQ(ask(get(wallet_path("assets")).as(small_)).status, 200);  // a list is a request and no work
    state_.clock.advance(std::chrono::seconds{60});
    EXPECT_EQ(ask(build(1'000).as(small_)).status, 200);
}

TEST_F(WorkLimits, WorkThatIsDecidedLaterIsBoundedAllTheSame) {
    state_.work_limit.is_late = true;
    EXPECT_EQ(ask(build(1'000).as(small_)).status, 200);
    const auto refused = ask(build(1'000).as(small_));
    expect_error(refused, 429, "rate_limited", "Rate limit exceeded");
    EXPECT_EQ(refused.header("Retry-After"), "15");
}

TEST_F(WorkLimits, ASubmitCostsTwentyFiveATransaction) {
    std::string entries;
    for (int i = 0; i < 64; ++i)
        entries += fmt::format(R"({}{{"transactionBase64":"AA==","submissionTicket":"x"}})", i == 0 ? "" : ",");
    const auto submit = [&] {
        return ask(post(wallet_path("transactions/submit"), fmt::format(R"({{"signed":[{}]}})", entries)).as(small_));
    };
    EXPECT_EQ(submit().status, 200);
    expect_error(submit(), 429, "rate_limited", "Rate limit exceeded");
    EXPECT_EQ(ask(build(1).as(small_)).status, 429);
}

TEST_F(WorkLimits, WhatCannotBeReadOrIsReplayedCostsNothing) {
    const auto keyed = build(1'000).with("Idempotency-Key", "k");
    for (int i = 0; i < 4; ++i) EXPECT_EQ(ask(Ask{keyed}.as(small_)).status, 200);
    EXPECT_EQ(ask(post(wallet_path("transactions"), R"({"items":[]})").as(small_)).status, 400);
    EXPECT_EQ(ask(build(600).as(small_)).status, 200);
}

TEST_F(WorkLimits, OfParallelBuildsExactlyThoseThatFitAreAdmitted) {
    const auto big = build(100).as(small_);
    const auto answers = worker_.ask_all(std::vector<Ask>(20, big));
    EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 16);
    EXPECT_EQ(std::ranges::count(answers, 429, &Answer::status), 4);
}

TEST_F(WorkLimits, BelongsToTheKeyThatMadeTheSession) {
    const auto session = state_.session(small_, state_.wallet);
    EXPECT_EQ(ask(build(1'000).as(session)).status, 200);
    EXPECT_EQ(ask(build(1'000).as(small_)).status, 429);
    EXPECT_EQ(ask(build(1'000).as(state_.shop)).status, 200);
}

TEST_F(WorkLimits, TooManyUnfinishedSubmissionsOfAWalletAreRefusedAndNothingIsSent) {
    const auto built = ask_as_shop(post(wallet_path("transactions"), close_body()));
    for (std::size_t i = 0; i < transactions::max_unfinished_of_wallet; ++i) {
        transactions::Submission other;
        other.digest = {static_cast<std::uint8_t>(i), 1};
        other.project = "prj_other";
        other.wallet = state_.wallet;
        ASSERT_TRUE(state_.submissions.record({other}));
    }
    rpc_.sent.clear();
    const auto refused = ask_as_shop(post(wallet_path("transactions/submit"), signed_body(built)));
    expect_error(refused, 429, "rate_limited", "Too many submissions of this wallet are unfinished");
    EXPECT_EQ(refused.header("Retry-After"), "10");
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_TRUE(state_.open_submissions().empty());
}

}  // namespace
}  // namespace burner::api
