#include "api/api_test.hpp"
#include "fakes/change_submission.hpp"
#include "fakes/closing_transaction.hpp"

namespace burner::api {
namespace {

using transactions::Submission;
using Status = transactions::SubmissionStatus;

class Stats : public ApiTest {
  protected:
    /// A transaction of the project that burns one token, whose account stays, and closes another account.
    Submission confirmed(const Tenant& owner, std::uint32_t wallet, std::uint64_t lamports,
                         Status status = Status::confirmed) {
        Submission made;
        made.digest[0] = ++recorded_;
        made.signature.bytes[0] = recorded_;
        made.project = owner.project.id;
        made.wallet = key(wallet);
        made.rebate = {{lamports + 50'000}, {lamports / 10}, {lamports}};
        made.transaction = fakes::closing_transaction(made.wallet, key(10), recorded_);
        made.includes = {{assets::ItemType::token, assets::Action::burn, key(11), {}},
                         {assets::ItemType::empty_account, assets::Action::close, key(10), {}}};
        made.recorded_at = state_.clock.now();
        state_.submissions.record({made}).value();
        fakes::change(state_.submissions, made.digest, {status, 7, {}}).value();
        return made;
    }
    std::uint8_t recorded_ = 0;
};

TEST_F(Stats, AreZeroAtFirst) {
    EXPECT_EQ(ask_as_shop(get("/stats")).body,
              R"({"wallets":0,"transactions":0,"itemsBurned":0,"accountsClosed":0,"lamportsReclaimed":0,)"
              R"("lamportsDonated":0})");
    EXPECT_EQ(ask_as_shop(get("/leaderboard")).body, R"({"period":"all","entries":[]})");
}

TEST_F(Stats, CountTheProjectsOwnConfirmedSubmissions) {
    confirmed(state_.shop, 1, 1'000);
    confirmed(state_.shop, 1, 500, Status::finalized);
    confirmed(state_.shop, 2, 200);
    confirmed(state_.shop, 3, 9'000, Status::failed);
    confirmed(state_.shop, 3, 9'000, Status::expired);
    confirmed(state_.other, 4, 70);
    EXPECT_EQ(ask_as_shop(get("/stats")).body,
              R"({"wallets":2,"transactions":3,"itemsBurned":3,"accountsClosed":3,"lamportsReclaimed":1700,)"
              R"("lamportsDonated":170})");
    EXPECT_EQ(ask_as_shop(get("/leaderboard?limit=1")).body,
              fmt::format(R"({{"period":"all","entries":[{{"rank":1,"walletAddress":"{}","lamportsReclaimed":1500,)"
                          R"("items":4}}]}})",
                          to_base58(key(1))));
    const auto others = ask(get("/leaderboard").as(state_.other));
    EXPECT_EQ(others.at("/entries/0/lamportsReclaimed"), "70");
    EXPECT_EQ(others.at("/entries/1"), "<none>");
}

TEST_F(Stats, RankByPeriodAndTenUnlessToldOtherwise) {
    confirmed(state_.shop, 100, 5'000);
    state_.clock.advance(std::chrono::hours{24 * 40});
    for (std::uint32_t wallet = 1; wallet <= 12; ++wallet) confirmed(state_.shop, wallet, 100 * wallet);
    EXPECT_EQ(ask_as_shop(get("/leaderboard")).at("/entries/0/lamportsReclaimed"), "5000");
    for (const auto* period : {"day", "week", "month"}) {
        const auto answer = ask_as_shop(get(fmt::format("/leaderboard?period={}", period)));
        EXPECT_EQ(answer.at("/period"), period);
        EXPECT_EQ(answer.at("/entries/0/lamportsReclaimed"), "1200");
        EXPECT_EQ(answer.at("/entries/9/rank"), "10");
        EXPECT_EQ(answer.at("/entries/10"), "<none>");
    }
    EXPECT_EQ(ask_as_shop(get("/leaderboard?limit=100&period=all")).at("/entries/12/rank"), "13");
}

TEST_F(Stats, NameTheParameterThatIsWrong) {
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"period=year", "period must be one of day, week, month, all"},
        {"period=", "period must be one of day, week, month, all"},
        {"period=%64ay", "period must be one of day, week, month, all"},
        {"limit=0", "limit must not be less than 1"},
        {"limit=-1", "limit must not be less than 1"},
        {"limit=101", "limit must not be greater than 100"},
        {"limit=99999999999999999999", "limit must not be greater than 100"},
        {"limit=-99999999999999999999", "limit must not be less than 1"},
        {"limit=1.5", "limit must be an integer"},
        {"limit=1e1", "limit must be an integer"},
        {"limit=", "limit must be an integer"},
        {"limit", "limit must be an integer"},
        {"limit=+5", "limit must be an integer"},
        {"limit=5&limit=5", "limit must not be given twice"},
        {"page=2", "page is not a known parameter"},
        {"&", " is not a known parameter"},
    };
    for (const auto& [query, message] : rows) {
        SCOPED_TRACE(query);
        expect_error(ask_as_shop(get(fmt::format("/leaderboard?{}", query))), 400, "invalid_request", message);
    }
    EXPECT_EQ(ask_as_shop(get("/leaderboard?")).status, 200);
}

}  // namespace
}  // namespace burner::api
