#include "transactions/submissions/await_outcome.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "fakes/change_submission.hpp"
#include "fakes/stores/forwarding_submission_log.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

using enum SubmissionStatus;
using std::chrono::steady_clock;

class AwaitOutcome : public SubmitTest {
  protected:
    AwaitOutcome() {
        submission_ = (submit_one(signed_entry()), logged());
        wait_ = {.project = "prj_1",
                 .wallet = wallet_,
                 .signatures = {submission_.signature},
                 .goal = confirmed,
                 .deadline = steady_clock::now() + std::chrono::seconds{20},
                 .is_awaited = [] { return true; }};
    }
    /// From here on the test is about one more submission.
    void another() {
        ++submission_.digest[0];
        ++submission_.signature.bytes[0];
        log_.record({submission_}).value();
        wait_.signatures = {submission_.signature};
    }
    /// Waits while `changes` happen one after the other.
    Progress wait_through(std::vector<Progress> changes) {
        const auto work = [this, changes = std::move(changes)]() -> base::Task<std::vector<Progress>> {
            const auto executor = co_await boost::asio::this_coro::executor;
            boost::asio::co_spawn(
                executor,
                [this, changes]() -> base::Task<void> {
                    for (const Progress& next : changes) {
                        co_await base::run_on(runner_, [&] { return changes_.apply({{submission_.digest, next}}); });
                    }
                },
                boost::asio::detached);
            co_return co_await await_outcomes(log_, runner_, feed_, wait_);
        };
        return fakes::run_task(work()).at(0);
    }

    Submission submission_;
    OutcomeWait wait_;
};

/// So that the tracker looks more often.
TEST_F(AwaitOutcome, TellsTheFeedWhatItWaitsFor) {
    std::vector<Awaited> seen;
    const auto work = [this, &seen]() -> base::Task<std::vector<Progress>> {
        const auto executor = co_await boost::asio::this_coro::executor;
        boost::asio::co_spawn(
            executor,
            [this, &seen]() -> base::Task<void> {
                co_await base::run_on(runner_, [] { return true; });
                seen = feed_.awaited();
                co_await base::run_on(runner_,
                                      [&] { return changes_.apply({{submission_.digest, {finalized, 7, {}}}}); });
            },
            boost::asio::detached);
        co_return co_await await_outcomes(log_, runner_, feed_, wait_);
    };
    wait_.goal = finalized;
    fakes::run_task(work());
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].signature, submission_.signature);
    EXPECT_EQ(seen[0].goal, finalized);
    EXPECT_TRUE(feed_.awaited().empty());
}

TEST_F(AwaitOutcome, EndsWithWhateverSettlesIt) {
    const std::tuple<SubmissionStatus, std::vector<Progress>, SubmissionStatus> rows[] = {
        {confirmed, {{confirmed, 7, {}}}, confirmed},
        {confirmed, {{finalized, 7, {}}}, finalized},
        {finalized, {{confirmed, 7, {}}, {finalized, 7, {}}}, finalized},
        {finalized, {{confirmed, 7, {}}, {failed, 7, "x"}}, failed},
        {confirmed, {{expired, {}, {}}}, expired},
        {finalized, {{rejected, {}, "x"}}, rejected},
    };
    for (const auto& [goal, changes, outcome] : rows) {
        SCOPED_TRACE(to_text(outcome));
        another();
        wait_.goal = goal;
        EXPECT_EQ(wait_through(changes), changes.back());
    }
}

TEST_F(AwaitOutcome, AnswersAtOnceWhatIsSettledAlready) {
    changes_.apply({{submission_.digest, {finalized, 7, {}}}}).value();
    wait_.deadline = {};
    EXPECT_EQ(wait_through({}), (Progress{finalized, 7, {}}));
}

TEST_F(AwaitOutcome, TellsTheStatusSoFarAtTheDeadline) {
    wait_.goal = finalized;
    wait_.deadline = steady_clock::now() + std::chrono::milliseconds{20};
    EXPECT_EQ(wait_through({{confirmed, 7, {}}}), (Progress{confirmed, 7, {}}));
}

TEST_F(AwaitOutcome, EndsWhenNobodyWaitsForTheAnswer) {
    wait_.is_awaited = [] { return false; };
    EXPECT_EQ(wait_through({}), Progress{});
}

TEST_F(AwaitOutcome, WaitsForAllAndKeepsTheirOrder) {
    const auto first = submission_;
    changes_.apply({{first.digest, {confirmed, 7, {}}}}).value();
    another();
    changes_.apply({{submission_.digest, {failed, 6, "x"}}}).value();
    wait_.signatures = {submission_.signature, first.signature, submission_.signature};
    const auto standing = fakes::run_task(await_outcomes(log_, runner_, feed_, wait_));
    EXPECT_THAT(standing, ElementsAre(Progress{failed, 6, "x"}, Progress{confirmed, 7, {}}, Progress{failed, 6, "x"}));
}

/// Counts what is read, and lets something happen after the first look.
class CountingLog final : public storage::ForwardingSubmissionLog {
  public:
    using ForwardingSubmissionLog::ForwardingSubmissionLog;
    base::Result<std::optional<Submission>> find_by_signature(solana::Signature signature) override {
        auto found = ForwardingSubmissionLog::find_by_signature(signature);
        if (++reads == 1 && after_first) after_first();
        return found;
    }
    int reads = 0;
    std::function<void()> after_first;
};

/// It asks its client twice a second, and the store only when there is news.
TEST_F(AwaitOutcome, ReadsNothingWhileNothingChanges) {
    CountingLog log{log_};
    int asked = 0;
    wait_.is_awaited = [&asked] { return ++asked < 4; };
    fakes::run_task(await_outcomes(log, runner_, feed_, wait_));
    EXPECT_GE(asked, 4);
    EXPECT_EQ(log.reads, 2);  // at its beginning and at its end
}

/// What another node has stored without being heard is seen all the same.
TEST_F(AwaitOutcome, LooksByItselfWhereAnotherNodeMayHaveChangedIt) {
    doorbell_.drive([] {});
    SubmissionFeed feed{doorbell_, std::chrono::milliseconds{50}};
    CountingLog log{log_};
    log.after_first = [this] { fakes::change(log_, submission_.digest, {confirmed, 7, {}}).value(); };
    const auto standing = fakes::run_task(await_outcomes(log, runner_, feed, wait_));
    EXPECT_THAT(standing, ElementsAre(Progress{confirmed, 7, {}}));
    EXPECT_EQ(log.reads, 2);
    EXPECT_LT(steady_clock::now(), wait_.deadline - std::chrono::seconds{10});
}

}  // namespace
}  // namespace burner::transactions
