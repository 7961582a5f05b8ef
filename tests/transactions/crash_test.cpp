// A crash at any step of submitting and following leaves a known state.
#include <set>

#include "fakes/stores/forwarding_submission_log.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"
#include "transactions/submissions/track.hpp"
#include "transactions/submit_fixture.hpp"
#include "webhooks/submission_event.hpp"

namespace burner::transactions {
namespace {

using Commitment = solana::SignatureStatus::Commitment;

struct Killed {};

/// Counts the steps of a life: the moments before and after everything that has an effect or asks somebody.
/// Throws at the one where the process is to die, and at all later ones: a dead process does nothing more.
class Steps {
  public:
    explicit Steps(int last) : last_(last) {}
    void step() {
        if (++taken_ >= last_) throw Killed{};
    }

  private:
    int taken_ = 0;
    int last_;
};

class DyingLog final : public storage::ForwardingSubmissionLog {
  public:
    DyingLog(SubmissionLog& log, Steps& steps) : ForwardingSubmissionLog(log), steps_(steps) {}

    base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions) override {
        return around([&] { return ForwardingSubmissionLog::record(std::move(submissions)); });
    }
    base::Result<std::vector<Submission>> change(std::set<MessageDigest> digests, const Decide& decide,
                                                 base::UnixTime now) override {
        const auto dying_decide = [&](const Submission& submission) {
            return around([&] { return decide(submission); });
        };
        return around([&] { return ForwardingSubmissionLog::change(digests, dying_decide, now); });
    }
    base::Result<std::set<MessageDigest>> count_sends(std::map<MessageDigest, solana::Signature> sends) override {
        return around([&] { return ForwardingSubmissionLog::count_sends(sends); });
    }
    base::Result<UnfinishedPage> unfinished(const std::string& project, nodes::Shards shards, std::int64_t after,
                                            std::size_t most) override {
        return around([&] { return ForwardingSubmissionLog::unfinished(project, shards, after, most); });
    }

  private:
    template <class Call>
    std::invoke_result_t<Call> around(Call call) {
        steps_.step();
        auto answer = call();
        steps_.step();
        return answer;
    }

    Steps& steps_;
};

/// A cluster that outlives the process, seen through calls during which the process may die.
class DyingRpc final : public solana::Rpc {
  public:
    DyingRpc(FakeRpc& rpc, Steps& steps) : rpc_(rpc), steps_(steps) {}

    base::Task<base::Result<solana::BlockHeight>> get_block_height() override {
        return around(rpc_.get_block_height());
    }
    base::Task<base::Result<solana::Signature, solana::SendFailure>> send(base::Bytes transaction) override {
        return around(rpc_.send(std::move(transaction)));
    }
    base::Task<base::Result<std::vector<std::optional<solana::SignatureStatus>>>> get_signature_statuses(
        std::vector<solana::Signature> signatures) override {
        return around(rpc_.get_signature_statuses(std::move(signatures)));
    }
    base::Task<base::Result<std::optional<solana::LandedTransaction>>> get_transaction(
        solana::Signature signature) override {
        return rpc_.get_transaction(signature);
    }
    base::Task<base::Result<std::string>> get_cluster() override { return rpc_.get_cluster(); }
    base::Task<base::Result<solana::Slot>> get_token_accounts(solana::Pubkey owner, solana::Pubkey program,
                                                              solana::AccountVisitor& visitor) override {
        return rpc_.get_token_accounts(owner, program, visitor);
    }
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::Account>>>>> get_accounts(
        std::vector<solana::Pubkey> keys) override {
        return rpc_.get_accounts(std::move(keys));
    }
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> get_account_heads(
        std::vector<solana::Pubkey> keys, std::size_t length) override {
        return rpc_.get_account_heads(std::move(keys), length);
    }
    base::Task<base::Result<solana::AtSlot<std::vector<solana::TokenHolding>>>> get_token_largest_accounts(
        solana::Pubkey mint) override {
        return rpc_.get_token_largest_accounts(mint);
    }
    base::Task<base::Result<solana::LatestBlockhash>> get_latest_blockhash() override {
        return rpc_.get_latest_blockhash();
    }
    base::Task<base::Result<std::vector<solana::PrioritizationFee>>> get_recent_prioritization_fees(
        std::vector<solana::Pubkey> writable) override {
        return rpc_.get_recent_prioritization_fees(std::move(writable));
    }
    base::Task<base::Result<solana::Simulation>> simulate(base::Bytes transaction,
                                                          std::vector<solana::Pubkey> watch) override {
        return rpc_.simulate(std::move(transaction), std::move(watch));
    }

  private:
    template <class T>
    base::Task<T> around(base::Task<T> call) {
        steps_.step();
        auto answer = co_await std::move(call);
        steps_.step();
        co_return answer;
    }

    FakeRpc& rpc_;
    Steps& steps_;
};

class Crash : public SubmitTest {
  protected:
    /// Lives one life of the process on the data that earlier ones left; true if it came to its end.
    bool live(int last_step, const std::function<void(Submitter&, Tracker&)>& work) {
        const auto database = storage::SqliteDatabase::open(file_).value();
        storage::SubmissionLog stored(*database);
        Steps steps(last_step);
        DyingLog log(stored, steps);
        DyingRpc rpc(rpc_, steps);
        SubmissionFeed feed(doorbell_);
        SubmissionChanges changes(log, feed, clock_, webhooks::event_of);
        CoSigning co_signing(rpc, changes, runner_, co_signer_, clock_);
        Submitter submitter(rpc, changes, runner_, tickets_, pauses_, clock_, co_signing, max_priority_fee_);
        Tracker tracker(rpc, log, changes, runner_, clock_, fakes::all_duties);
        try {
            work(submitter, tracker);
        } catch (const Killed&) {
            return false;
        }
        return true;
    }
    void submit_to(Submitter& submitter) {
        answered_ = fakes::run_task(submitter.submit(submission({signed_entry()}))).has_value();
    }
    void pass(Tracker& tracker) {
        clock_.advance(ResendSchedule::first_resend);
        fakes::run_task(tracker.pass()).value();
    }
    /// Reads what is on disk, as a process that lives on.
    std::optional<Progress> standing() {
        const auto database = storage::SqliteDatabase::open(file_).value();
        storage::SubmissionLog log(*database);
        const auto found = log.find(tickets_.open(built_.submission_ticket)->digest).value();
        if (!found) return std::nullopt;
        return found->progress;
    }
    /// The types of the messages that are queued, in their order.
    std::vector<std::string> told() {
        const auto database = storage::SqliteDatabase::open(file_).value();
        std::vector<std::string> types;
        const auto deliveries = storage::DeliveryLog(*database).latest("wh_1", 100).value();
        for (const auto& one : deliveries) {
            types.insert(types.begin(), one.message.type);
        }
        return types;
    }
    SubmissionTotals totals() {
        const auto database = storage::SqliteDatabase::open(file_).value();
        return storage::SubmissionLog(*database).totals("prj_1").value();
    }
    /// A new disk, a new transaction, the chain as at the start.
    void begin(int round) {
        file_ = folder_.path() / ("burner" + std::to_string(round) + ".db");
        rpc_.latest.blockhash.bytes[0] = static_cast<std::uint8_t>(round);
        rpc_.statuses.clear();
        sent_.clear();
        rpc_.height = 900;
        answered_ = false;
        const auto database = storage::SqliteDatabase::open(file_).value();
        storage::WebhookStore(*database).add({"wh_1", "prj_1", "https://a.example/", {1}, {}, {}}).value();
        built_ = built(request({close_of(10), burn_of(11)}));
    }

    static constexpr int never = 1'000'000;
    fakes::TemporaryFolder folder_;
    std::filesystem::path file_;
    std::vector<base::Bytes> sent_;
    bool answered_ = false;
};

TEST_F(Crash, AtAnyStepOfATransactionThatLandsIsMadeGoodByTheNextLife) {
    int kills = 0;
    for (bool died = true; died; kills += died ? 1 : 0) {
        SCOPED_TRACE("dies at step " + std::to_string(kills + 1));
        begin(kills);
        rpc_.on_send = [this](const base::Bytes& bytes) -> base::Result<solana::Signature, solana::SendFailure> {
            sent_.push_back(bytes);
            const auto signature = solana::parse_transaction(bytes)->signatures[0];
            rpc_.statuses.try_emplace(signature, solana::SignatureStatus{1'010, Commitment::confirmed, {}});
            return signature;
        };
        died = !live(kills + 1, [this](Submitter& submitter, Tracker& tracker) {
            submit_to(submitter);
            pass(tracker);
            for (auto& [signature, status] : rpc_.statuses) status.commitment = Commitment::finalized;
            pass(tracker);
        });
        const auto left = standing();
        EXPECT_TRUE(left || (sent_.empty() && !answered_)) << "sent or answered what is not on record";
        const bool was_confirmed = left && is_counted(left->status);
        EXPECT_EQ(told().size(), was_confirmed ? 1U : 0U) << "told what is not stored, or stored what is not told";
        const auto sends_before = sent_.size();
        ASSERT_TRUE(live(never, [&](Submitter& submitter, Tracker& tracker) {
            submit_to(submitter);  // the client asks again
            pass(tracker);
            for (auto& [signature, status] : rpc_.statuses) status.commitment = Commitment::finalized;
            pass(tracker);
        }));
        EXPECT_EQ(standing(), (Progress{SubmissionStatus::finalized, 1'010, {}}));
        EXPECT_EQ(sent_.size(), std::max<std::size_t>(1, sends_before)) << "sent what had landed";
        EXPECT_EQ(std::set(sent_.begin(), sent_.end()).size(), 1U);
        EXPECT_THAT(told(), ElementsAre("submission.confirmed"));
        EXPECT_EQ(totals().transactions, 1U);
        EXPECT_EQ(totals().reclaimed, built_.rebate.gross);
    }
    EXPECT_GE(kills, 20);
}

TEST_F(Crash, AtAnyStepOfATransactionThatIsLostEndsInExpiryAndNoLaterSend) {
    int kills = 0;
    for (bool died = true; died; kills += died ? 1 : 0) {
        SCOPED_TRACE("dies at step " + std::to_string(kills + 1));
        begin(kills);
        rpc_.on_send = [this](const base::Bytes& bytes) -> base::Result<solana::Signature, solana::SendFailure> {
            sent_.push_back(bytes);
            return solana::parse_transaction(bytes)->signatures[0];
        };
        const auto expire = [this](Tracker& tracker) {
            rpc_.height = 1'050 + Tracker::expiry_margin + 1;
            pass(tracker);
        };
        died = !live(kills + 1, [&](Submitter& submitter, Tracker& tracker) {
            submit_to(submitter);
            pass(tracker);
            expire(tracker);
        });
        if (!died) EXPECT_EQ(sent_.size(), 2U) << "by submit and by the first pass";
        const auto left = standing();
        EXPECT_TRUE(left || (sent_.empty() && !answered_)) << "sent or answered what is not on record";
        const bool was_expired = left && left->status == SubmissionStatus::expired;
        EXPECT_EQ(told().size(), was_expired ? 1U : 0U) << "told what is not stored, or stored what is not told";
        const auto sends_before = sent_.size();
        ASSERT_TRUE(live(never, [&](Submitter&, Tracker& tracker) {
            expire(tracker);
            pass(tracker);
        }));
        EXPECT_EQ(sent_.size(), sends_before) << "sent after its last valid block";
        if (left) {
            EXPECT_EQ(standing(), (Progress{SubmissionStatus::expired, {}, {}}));
            EXPECT_THAT(told(), ElementsAre("submission.expired"));
        }
        EXPECT_EQ(totals().transactions, 0U);
    }
    EXPECT_GE(kills, 15);
}

}  // namespace
}  // namespace burner::transactions
