// What a change of submissions costs, and that it holds as a whole or not at all.
#include <gmock/gmock.h>

#include "fakes/fake_clock.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "webhooks/submission_event.hpp"

namespace burner::storage {
namespace {

using transactions::Progress;
using transactions::Submission;
using transactions::SubmissionStatus;

/// Counts the transactions that write, each a commit that waits for the disk.
class CountingDatabase final : public Database {
  public:
    explicit CountingDatabase(Database& database) : database_(database) {}
    int writes = 0;

  private:
    bool run(Access access, const Attempt& attempt) override {
        bool is_rolled_back = false;
        const auto work = [&](Transaction& transaction) -> base::Result<void> {
            if (attempt(transaction)) return {};
            is_rolled_back = true;
            return base::fail(base::ErrorCode::internal);
        };
        if (access == Access::write) ++writes;
        const auto ran = access == Access::write ? database_.write(work) : database_.read(work);
        return ran || is_rolled_back;
    }

    Database& database_;
};

class ChangeTransaction : public testing::Test {
  protected:
    ChangeTransaction() {
        WebhookStore{*file_}.add({"wh_1", "prj_1", "https://a.example/", {1}, clock_.now(), std::nullopt}).value();
        std::vector<Submission> all;
        for (std::size_t i = 0; i < transactions::SubmissionLog::max_changed; ++i) {
            Submission& one = all.emplace_back();
            one.digest = {static_cast<std::uint8_t>(i), 7};
            one.project = "prj_1";
            one.rebate = {{2'039'280}, {101'964}, {2'039'280}};
            one.recorded_at = clock_.now();
            confirmed_.emplace(one.digest, Progress{SubmissionStatus::confirmed, 77, {}});
        }
        log_.record(std::move(all)).value();
        database_.writes = 0;
    }

    fakes::FakeClock clock_;
    fakes::TemporaryFolder folder_;
    const std::unique_ptr<Database> file_ = SqliteDatabase::open(folder_.path() / "burner.db").value();
    CountingDatabase database_{*file_};
    SubmissionLog log_{database_};
    DeliveryLog deliveries_{*file_};
    nodes::Doorbell bell_;
    transactions::SubmissionFeed feed_{bell_};
    std::map<transactions::MessageDigest, Progress> confirmed_;
};

TEST_F(ChangeTransaction, StoresABatchWithItsMessagesAndSumsByOneCommit) {
    transactions::SubmissionChanges changes{log_, feed_, clock_, webhooks::event_of};
    ASSERT_TRUE(changes.apply(confirmed_));
    EXPECT_EQ(database_.writes, 1);
    EXPECT_EQ(deliveries_.latest("wh_1", 1'000)->size(), confirmed_.size());
    EXPECT_EQ(log_.totals("prj_1")->transactions, confirmed_.size());
    EXPECT_EQ(log_.totals("prj_1")->wallets, 1U);
    EXPECT_EQ(log_.totals("prj_1")->reclaimed.value, confirmed_.size() * 2'039'280);
}

/// As a process that is killed in the middle of it.
TEST_F(ChangeTransaction, HoldsAsAWholeOrNotAtAll) {
    std::size_t asked = 0;
    const auto dies = [&](const Submission& submission, const Progress& next, base::UnixTime now) {
        if (++asked == confirmed_.size()) throw std::runtime_error{"killed"};
        return webhooks::event_of(submission, next, now);
    };
    transactions::SubmissionChanges changes{log_, feed_, clock_, dies};
    EXPECT_THROW(changes.apply(confirmed_), std::runtime_error);
    EXPECT_TRUE(deliveries_.latest("wh_1", 1'000)->empty());
    EXPECT_EQ(log_.totals("prj_1")->transactions, 0U);
    for (const auto& [digest, next] : confirmed_) {
        EXPECT_EQ(log_.find(digest).value()->progress.status, SubmissionStatus::submitted);
    }
}

}  // namespace
}  // namespace burner::storage
