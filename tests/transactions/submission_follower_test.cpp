#include "transactions/submissions/submission_follower.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "fakes/change_submission.hpp"
#include "fakes/stores/forwarding_submission_log.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

/// A log whose reads fail as often as told.
class UnreadableLog final : public storage::ForwardingSubmissionLog {
  public:
    using ForwardingSubmissionLog::ForwardingSubmissionLog;
    base::Result<std::optional<Submission>> find_by_signature(solana::Signature signature) override {
        if (failures-- > 0) return base::fail(base::ErrorCode::overloaded, "Storage unavailable");
        return ForwardingSubmissionLog::find_by_signature(signature);
    }
    int failures = 0;
};

class FollowerTest : public SubmitTest {
  protected:
    FollowerTest() : signature_((submit_one(signed_entry()), logged().signature)) {}

    /// Follows the submission; after its present state `then` happens, and the follower answers once more.
    base::Result<std::vector<Submission>> follow(std::function<void()> then) {
        const auto work = [this, then = std::move(then)]() -> base::Task<base::Result<std::vector<Submission>>> {
            const auto executor = co_await boost::asio::this_coro::executor;
            SubmissionFollower follower{log_read_, runner_, feed_, executor, {"prj_1", wallet_, {signature_}}};
            const auto first = co_await follower.next();
            EXPECT_EQ(first->at(0).progress.status, SubmissionStatus::submitted);
            then();
            co_return co_await follower.next();
        };
        return fakes::run_task(work());
    }
    /// As another node does, whose ring is lost.
    void finalize_unheard() { fakes::change(log_, logged().digest, {SubmissionStatus::finalized, 7, {}}).value(); }
    void finalize() { changes_.apply({{logged().digest, {SubmissionStatus::finalized, 7, {}}}}).value(); }

    solana::Signature signature_;
    UnreadableLog log_read_{log_};
};

TEST_F(FollowerTest, FailsWhenNewsCannotBeRead) {
    const auto second = follow([this] {
        log_read_.failures = 1;
        finalize();
    });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, base::ErrorCode::overloaded);
}

TEST_F(FollowerTest, GoesOnWhenItCannotReadWhatNobodySaidWasNews) {
    doorbell_.drive([] {});
    const auto second = follow([this] {
        log_read_.failures = 1;
        doorbell_.lose();
        finalize_unheard();
    });
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->at(0).progress.status, SubmissionStatus::finalized);
}

}  // namespace
}  // namespace burner::transactions
