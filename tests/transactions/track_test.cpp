#include "transactions/submissions/track.hpp"

#include "fakes/stores/forwarding_submission_log.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

using Commitment = solana::SignatureStatus::Commitment;

/// A log whose changes fail as often as told.
class UnreliableLog final : public storage::ForwardingSubmissionLog {
  public:
    using ForwardingSubmissionLog::ForwardingSubmissionLog;

    base::Result<std::vector<Submission>> change(std::set<MessageDigest> digests, const Decide& decide,
                                                 base::UnixTime now) override {
        if (failures-- > 0) return base::fail(base::ErrorCode::overloaded, "disk full");
        return ForwardingSubmissionLog::change(std::move(digests), decide, now);
    }
    base::Result<std::set<MessageDigest>> count_sends(std::map<MessageDigest, solana::Signature> sends) override {
        if (failures-- > 0) return base::fail(base::ErrorCode::overloaded, "disk full");
        return ForwardingSubmissionLog::count_sends(std::move(sends));
    }

    int failures = 0;
};

class TrackTest : public SubmitTest {
  protected:
    TrackTest() {
        signature_ = *submit_one(signed_entry()).signature;
        rpc_.sent.clear();
        rpc_.calls.clear();
        clock_.advance(ResendSchedule::first_resend);
    }
    /// A tracker that knows nothing but the log, as after a restart.
    base::Result<void> pass() {
        Tracker tracker(rpc_, unreliable_, changes_, runner_, clock_, fakes::all_duties);
        return fakes::run_task(tracker.pass());
    }
    void on_chain(Commitment commitment, std::optional<solana::TransactionError> error = {}) {
        rpc_.statuses[signature_] = {1'010, commitment, std::move(error)};
    }
    /// Records one more submission, as if it had been sent.
    Submission recorded(std::uint16_t number, std::uint8_t wallet = 0, std::string project = "prj_1") {
        Submission made = logged();
        made.project = std::move(project);
        made.wallet.bytes.fill(wallet);
        made.transaction.push_back(static_cast<std::uint8_t>(number));
        made.digest = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8), 1};
        made.signature.bytes = {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8), 1};
        made.progress = {};
        log_.record({made}).value();
        return made;
    }
    SubmissionStatus status_of(const Submission& submission) {
        return log_.find(submission.digest).value()->progress.status;
    }

    solana::Signature signature_;
    int made_up_ = 0;
    std::vector<std::pair<SubmissionStatus, SubmissionStatus>> told_;
    UnreliableLog unreliable_{log_};
    SubmissionChanges changes_{unreliable_, feed_, clock_,
                               [this](const Submission& submission, const Progress& next, base::UnixTime) {
                                   told_.emplace_back(submission.progress.status, next.status);
                                   return std::optional<Event>{};
                               }};
};

TEST_F(TrackTest, SubmissionsOfOtherNodesAreLeftToThem) {
    fakes::FakeDuties duties;
    Tracker tracker(rpc_, unreliable_, changes_, runner_, clock_, duties);
    duties.held.reset(shard_of(logged().digest));
    ASSERT_TRUE(fakes::run_task(tracker.pass()));
    EXPECT_TRUE(rpc_.calls.empty());
    duties.held = nodes::every_shard();
    ASSERT_TRUE(fakes::run_task(tracker.pass()));
    EXPECT_FALSE(rpc_.calls.empty());
}

/// A log that is read while this node's shards become another's.
class LosingLog final : public storage::ForwardingSubmissionLog {
  public:
    LosingLog(SubmissionLog& log, fakes::FakeDuties& duties) : ForwardingSubmissionLog(log), duties_(duties) {}
    base::Result<UnfinishedPage> unfinished(const std::string& project, nodes::Shards shards, std::int64_t after,
                                            std::size_t most) override {
        duties_.held = {};
        return ForwardingSubmissionLog::unfinished(project, shards, after, most);
    }

  private:
    fakes::FakeDuties& duties_;
};

TEST_F(TrackTest, APassEndsWhereItsShardsAreAnotherNodesByNow) {
    fakes::FakeDuties duties;
    LosingLog log(log_, duties);
    Tracker tracker(rpc_, log, changes_, runner_, clock_, duties);
    ASSERT_TRUE(fakes::run_task(tracker.pass()));
    EXPECT_TRUE(rpc_.calls.empty());
}

TEST_F(TrackTest, SendsTheSameBytesAgainUntilTheChainShowsThem) {
    ASSERT_TRUE(pass());
    ASSERT_TRUE(pass());
    EXPECT_THAT(rpc_.sent, ElementsAre(logged().transaction, logged().transaction));
    on_chain(Commitment::processed);
    ASSERT_TRUE(pass());
    EXPECT_EQ(rpc_.sent.size(), 2U);
    EXPECT_EQ(logged().progress.status, SubmissionStatus::submitted);
}

TEST_F(TrackTest, SendsAgainWhatAForkHasDropped) {
    on_chain(Commitment::processed);
    ASSERT_TRUE(pass());
    EXPECT_TRUE(rpc_.sent.empty());
    rpc_.statuses.clear();
    ASSERT_TRUE(pass());
    EXPECT_EQ(rpc_.sent.size(), 1U);
}

TEST_F(TrackTest, LeavesWhatWasJustSentAloneUnlessTheClockWasSetBack) {
    clock_.advance(std::chrono::milliseconds{-1});
    ASSERT_TRUE(pass());
    EXPECT_TRUE(rpc_.sent.empty());
    clock_.set(logged().recorded_at - std::chrono::hours{1});
    ASSERT_TRUE(pass());
    EXPECT_EQ(rpc_.sent.size(), 1U);
}

TEST_F(TrackTest, StoresEveryStepUpToFinalized) {
    on_chain(Commitment::confirmed);
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress, (Progress{SubmissionStatus::confirmed, 1'010, {}}));
    on_chain(Commitment::finalized);
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress, (Progress{SubmissionStatus::finalized, 1'010, {}}));
    rpc_.calls.clear();
    ASSERT_TRUE(pass());
    EXPECT_EQ(rpc_.total_calls(), 0);
    using enum SubmissionStatus;
    EXPECT_THAT(told_, ElementsAre(std::pair{submitted, confirmed}, std::pair{confirmed, finalized}));
}

TEST_F(TrackTest, KeepsTheFirstSlotOfWhatIsConfirmed) {
    on_chain(Commitment::confirmed);
    ASSERT_TRUE(pass());
    rpc_.statuses[signature_].slot = 1'008;  // another RPC, on another fork
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress, (Progress{SubmissionStatus::confirmed, 1'010, {}}));
    EXPECT_EQ(told_.size(), 1U);
}

TEST_F(TrackTest, StoresWhyItFailedOnChainAlsoAfterConfirmation) {
    on_chain(Commitment::confirmed);
    ASSERT_TRUE(pass());
    on_chain(Commitment::confirmed, solana::TransactionError{"InstructionError", 2, 11, {}});
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress, (Progress{SubmissionStatus::failed, 1'010, "InstructionError 2: Custom 11"}));
    EXPECT_EQ(log_.totals("prj_1")->transactions, 0U);
}

TEST_F(TrackTest, SendsUntilTheLastValidBlockAndWaitsForItToBeFinal) {
    const std::tuple<solana::BlockHeight, std::size_t, SubmissionStatus> rows[] = {
        {1'050, 1, SubmissionStatus::submitted}, {1'051, 1, SubmissionStatus::submitted},
        {1'082, 1, SubmissionStatus::submitted}, {1'083, 1, SubmissionStatus::expired},
        {1'084, 1, SubmissionStatus::expired},
    };
    for (const auto& [height, sent, status] : rows) {
        SCOPED_TRACE(height);
        rpc_.height = height;
        ASSERT_TRUE(pass());
        EXPECT_EQ(rpc_.sent.size(), sent);
        EXPECT_EQ(logged().progress.status, status);
    }
    EXPECT_THAT(told_, ElementsAre(std::pair{SubmissionStatus::submitted, SubmissionStatus::expired}));
}

/// An RPC may have made it up: added to, such a height would wrap, and waited for, it would never come.
TEST_F(TrackTest, LetsTheAgeDecideWhereTheLastValidBlockCannotBe) {
    for (const solana::BlockHeight last : {UINT64_MAX, UINT64_MAX - 31, std::uint64_t{1} << 63, std::uint64_t{1'901}}) {
        SCOPED_TRACE(last);
        on_chain(Commitment::processed);
        auto made = logged();
        made.digest.fill(static_cast<std::uint8_t>(++made_up_));
        made.signature.bytes.fill(static_cast<std::uint8_t>(made_up_));
        made.last_valid_block_height = last;
        made.recorded_at = clock_.now();
        log_.record({made}).value();
        clock_.advance(Tracker::max_age - std::chrono::milliseconds{1});
        ASSERT_TRUE(pass());
        EXPECT_EQ(status_of(made), SubmissionStatus::submitted);
        EXPECT_TRUE(rpc_.sent.empty());
        clock_.advance(std::chrono::milliseconds{1});
        ASSERT_TRUE(pass());
        EXPECT_EQ(status_of(made), SubmissionStatus::expired);
    }
}

TEST_F(TrackTest, KeepsWhatLandedInTheLastBlocks) {
    rpc_.height = 2'000;
    on_chain(Commitment::processed);
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::submitted);
    on_chain(Commitment::confirmed);
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::confirmed);
    rpc_.statuses.clear();
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::confirmed);
    EXPECT_TRUE(rpc_.sent.empty());
}

TEST_F(TrackTest, ChangesNothingWhileTheClusterCannotBeAsked) {
    rpc_.height = 2'000;
    for (const auto method : {FakeRpc::Method::height, FakeRpc::Method::statuses}) {
        rpc_.failing = {method};
        EXPECT_FALSE(pass());
        EXPECT_EQ(logged().progress.status, SubmissionStatus::submitted);
    }
}

TEST_F(TrackTest, FollowsManyInBatches) {
    std::vector<Submission> all;
    for (std::uint16_t number = 0; number < 2 * Tracker::batch; ++number)
        all.push_back(recorded(number, static_cast<std::uint8_t>(number % 7)));
    for (const Submission& one : all) rpc_.statuses[one.signature] = {1'010, Commitment::confirmed, {}};
    ASSERT_TRUE(pass());
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::statuses], 3);  // one more than two batches are open
    EXPECT_TRUE(
        std::ranges::all_of(all, [&](const auto& one) { return status_of(one) == SubmissionStatus::confirmed; }));
    EXPECT_THAT(rpc_.sent, ElementsAre(logged().transaction));
}

TEST_F(TrackTest, SendsWhatNeverLandsTenTimesAMinute) {
    for (std::uint16_t number = 1; number < 88; ++number) recorded(number);
    Tracker tracker(rpc_, unreliable_, changes_, runner_, clock_, fakes::all_duties);
    std::vector<std::size_t> sends;
    for (int second = 2; second < 60; ++second) {
        rpc_.sent.clear();
        ASSERT_TRUE(fakes::run_task(tracker.pass()));
        if (!rpc_.sent.empty()) sends.push_back(static_cast<std::size_t>(second));
        EXPECT_THAT(rpc_.sent.size(), testing::AnyOf(0U, 88U));
        clock_.advance(std::chrono::seconds{1});
    }
    EXPECT_THAT(sends, ElementsAre(2, 3, 5, 9, 17, 25, 33, 41, 49, 57));
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::send], 10 * 88);
}

TEST_F(TrackTest, SendsAnotherProjectsAmongTheFirst) {
    for (std::uint16_t number = 1; number < 1'000; ++number) recorded(number, static_cast<std::uint8_t>(number % 5));
    const auto other = recorded(1'000, 9, "prj_2");
    ASSERT_TRUE(pass());
    const auto place = std::ranges::find(rpc_.sent, other.transaction) - rpc_.sent.begin();
    EXPECT_LT(place, 4);
    EXPECT_EQ(rpc_.sent.size(), 1'001U);
}

TEST_F(TrackTest, StoresWhatABatchHasChangedAtOnceAndAgainAfterAFailure) {
    const auto other = recorded(7);
    on_chain(Commitment::confirmed);
    rpc_.statuses[other.signature] = {1'010, Commitment::finalized, {}};
    unreliable_.failures = 1;
    EXPECT_FALSE(pass());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::submitted);
    EXPECT_EQ(status_of(other), SubmissionStatus::submitted);
    EXPECT_TRUE(told_.empty());
    EXPECT_TRUE(pass());
    using enum SubmissionStatus;
    EXPECT_THAT(told_, testing::UnorderedElementsAre(std::pair{submitted, confirmed}, std::pair{submitted, finalized}));
}

TEST_F(TrackTest, KeepsNoOtherBatchBackWhenOneCannotBeStored) {
    std::vector<Submission> all;
    for (std::uint16_t number = 0; number < Tracker::batch; ++number) all.push_back(recorded(number));
    on_chain(Commitment::confirmed);
    for (const Submission& one : all) rpc_.statuses[one.signature] = {1'010, Commitment::confirmed, {}};
    unreliable_.failures = 1;
    EXPECT_FALSE(pass());
    EXPECT_EQ(told_.size(), 1U);
    EXPECT_TRUE(pass());
    EXPECT_EQ(told_.size(), 1U + Tracker::batch);
}

TEST_F(TrackTest, CountsEachSendBeforeItHappens) {
    std::vector<unsigned> counted;
    rpc_.on_send = [&](const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
        counted.push_back(logged().sends);
        return signature_;
    };
    ASSERT_TRUE(pass());
    ASSERT_TRUE(pass());
    EXPECT_THAT(counted, ElementsAre(2U, 3U));
}

TEST_F(TrackTest, SendsNothingThatItCannotCount) {
    unreliable_.failures = 1;
    EXPECT_FALSE(pass());
    EXPECT_TRUE(rpc_.sent.empty());
}

/// Its submitter has heard the cluster refuse it, after the tracker had read it.
TEST_F(TrackTest, DoesNotSendWhatWasRefusedMeanwhile) {
    rpc_.on_height = [this] { EXPECT_TRUE(changes_.refuse(logged().digest, "BlockhashNotFound").value()); };
    ASSERT_TRUE(pass());
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::rejected);
}

/// The wallet has then signed it anew, with guards: both must not land.
TEST_F(TrackTest, DoesNotSendWhatWasRecordedAgainWithAnotherSignature) {
    rpc_.on_height = [this] {
        EXPECT_TRUE(changes_.refuse(logged().digest, "BlockhashNotFound").value());
        auto again = logged();
        again.signature.bytes.fill(9);
        again.transaction.push_back(9);
        again.progress = {};
        EXPECT_TRUE(log_.record({again}).value().front().is_new);
    };
    ASSERT_TRUE(pass());
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_EQ(logged().sends, 1U);
}

/// One tracker has read that it is not on the chain and its blocks are over, before another stored that it is.
TEST_F(TrackTest, NeverTellsThatWhatIsStoredAsConfirmedHasExpired) {
    rpc_.height = 2'000;
    rpc_.on_height = [this] {
        EXPECT_TRUE(changes_.apply({{logged().digest, {SubmissionStatus::confirmed, 1'010, {}}}}));
    };
    ASSERT_TRUE(pass());
    EXPECT_EQ(logged().progress.status, SubmissionStatus::confirmed);
    using enum SubmissionStatus;
    EXPECT_THAT(told_, ElementsAre(std::pair{submitted, confirmed}));
}

/// Looks between the passes.
class LookTest : public TrackTest {
  protected:
    base::Result<void> look(std::vector<Awaited> awaited) {
        rpc_.calls.clear();
        Tracker tracker(rpc_, unreliable_, changes_, runner_, clock_, fakes::all_duties);
        return fakes::run_task(tracker.look(std::move(awaited)));
    }
    SubmissionStatus status() { return logged().progress.status; }
};

TEST_F(LookTest, StoresWhatHasComeAsFarAsSomebodyWaitsFor) {
    using enum SubmissionStatus;
    ASSERT_TRUE(look({{signature_, confirmed}}));
    EXPECT_EQ(status(), submitted);
    on_chain(Commitment::processed);
    ASSERT_TRUE(look({{signature_, confirmed}}));
    EXPECT_EQ(status(), submitted);
    on_chain(Commitment::confirmed);
    ASSERT_TRUE(look({{signature_, finalized}}));
    EXPECT_EQ(status(), submitted);
    ASSERT_TRUE(look({{signature_, confirmed}}));
    EXPECT_EQ(status(), confirmed);
    ASSERT_TRUE(look({{signature_, confirmed}}));
    on_chain(Commitment::finalized);
    ASSERT_TRUE(look({{signature_, finalized}}));
    EXPECT_THAT(told_, ElementsAre(std::pair{submitted, confirmed}, std::pair{confirmed, finalized}));
}

TEST_F(LookTest, AsksForNothingButTheStatuses) {
    ASSERT_TRUE(look({}));
    EXPECT_EQ(rpc_.total_calls(), 0);
    std::vector<Awaited> awaited(Tracker::batch, Awaited{signature_});
    ASSERT_TRUE(look(awaited));
    EXPECT_EQ(rpc_.total_calls(), 1);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::statuses], 1);
    awaited.push_back({signature_});
    ASSERT_TRUE(look(awaited));
    EXPECT_EQ(rpc_.total_calls(), 2);
    EXPECT_TRUE(rpc_.sent.empty());
}

TEST_F(LookTest, LeavesExpiryToThePasses) {
    rpc_.height = logged().last_valid_block_height + 1'000;
    ASSERT_TRUE(look({{signature_}}));
    EXPECT_EQ(status(), SubmissionStatus::submitted);
    rpc_.failing = {FakeRpc::Method::statuses};
    EXPECT_FALSE(look({{signature_}}));
}

}  // namespace
}  // namespace burner::transactions
