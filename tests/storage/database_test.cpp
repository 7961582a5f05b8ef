#include "storage/sqlite/database.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "fakes/change_submission.hpp"
#include "fakes/closing_transaction.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/message_queue.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"

namespace burner::storage {
namespace {

class DatabaseFile : public testing::Test {
  protected:
    std::unique_ptr<Database> open() { return SqliteDatabase::open(file_).value(); }
    /// Runs SQL past the class under test.
    void tamper(const std::string& sql) {
        sqlite3* raw = nullptr;
        ASSERT_EQ(sqlite3_open(file_.c_str(), &raw), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(raw);
        sqlite3_close(raw);
    }

    fakes::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "burner.db";
};

/// Take back what came after challenges, after signing keys, after the pauses, after donation bases, and after
/// protection, as if an older server had written the file.
const std::string back_to_challenges =
    "DROP TABLE sponsors; DROP TABLE sponsor_reservations; ALTER TABLE projects DROP COLUMN sponsor;"
    "ALTER TABLE projects DROP COLUMN sponsor_project_budget; ALTER TABLE projects DROP COLUMN sponsor_key_budget;"
    "ALTER TABLE projects DROP COLUMN sponsor_wallet_budget; ALTER TABLE projects DROP COLUMN sponsor_floor;";

const std::string back_to_signing_keys =
    back_to_challenges +
    "DROP TABLE used_challenges; ALTER TABLE api_keys DROP COLUMN kind; ALTER TABLE projects DROP COLUMN "
    "require_proof;";

const std::string back_to_pauses =
    back_to_signing_keys +
    "DROP TABLE signing_keys; DROP TABLE feed; DROP TABLE changes; DROP TABLE finals; DROP INDEX projects_by_change;"
    "ALTER TABLE projects DROP COLUMN changed; DROP INDEX api_keys_by_change; ALTER TABLE api_keys DROP COLUMN "
    "changed;"
    "CREATE TABLE key_changes (value INTEGER NOT NULL) STRICT; INSERT INTO key_changes VALUES (1);"
    "DROP INDEX submissions_unfinished_by_project; ALTER TABLE submissions DROP COLUMN sends;"
    "ALTER TABLE submissions DROP COLUMN shard; ALTER TABLE webhooks DROP COLUMN shard;"
    "ALTER TABLE idempotency DROP COLUMN claim;"
    "DROP INDEX monthly_usage_tight; ALTER TABLE monthly_usage DROP COLUMN tight;"
    "ALTER TABLE monthly_usage DROP COLUMN holders;"
    "CREATE INDEX submissions_unfinished_by_project ON submissions (project, sequence) WHERE status < 2;";

const std::string back_to_donation_bases =
    back_to_pauses +
    "DROP TABLE pauses; DROP INDEX submissions_unverified; DROP INDEX submissions_finished;"
    "ALTER TABLE submissions DROP COLUMN promise;";

const std::string back_to_protection =
    back_to_donation_bases +
    "DROP INDEX idempotency_by_key; ALTER TABLE idempotency DROP COLUMN key_id;"
    "ALTER TABLE idempotency DROP COLUMN kept_at; ALTER TABLE idempotency DROP COLUMN size;"
    "DROP INDEX submissions_unfinished_by_wallet; DROP INDEX submissions_unfinished_by_project;"
    "CREATE INDEX submissions_unfinished ON submissions (sequence) WHERE status < 2;"
    "ALTER TABLE submissions DROP COLUMN donation_base;";

base::Result<std::int64_t> ask(Database& database, const char* sql) {
    return database.read([&](Transaction& transaction) -> base::Result<std::int64_t> {
        auto row = transaction.prepare(sql);
        return row.row() ? row.integer(0) : -1;
    });
}

base::Result<void> do_write(Database& database, const char* sql) {
    return database.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare(sql).run();
        return {};
    });
}

TEST_F(DatabaseFile, IsPrivateDurableAndInWalMode) {
    const auto database = open();
    struct stat status;
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(ask(*database, "PRAGMA synchronous").value(), 2);  // FULL
    EXPECT_EQ(ask(*database, "PRAGMA foreign_keys").value(), 1);
    EXPECT_TRUE(std::filesystem::exists(file_.string() + "-wal"));
}

TEST_F(DatabaseFile, OpensAgainWithWhatWasWritten) {
    ASSERT_TRUE(do_write(*open(), "UPDATE finals SET value = 42"));
    EXPECT_EQ(ask(*open(), "SELECT value FROM finals").value(), 42);
}

TEST_F(DatabaseFile, SumsUpSubmissionsFromBeforeThereWereSums) {
    using transactions::Period;
    using transactions::SubmissionStatus;
    transactions::Submission submission;
    submission.project = "prj_1";
    submission.rebate = {{2'039'280}, {101'964}};
    const solana::Pubkey burned{{1}};
    submission.transaction = fakes::closing_transaction({{2}}, submission.wallet, 0);
    submission.includes = {{assets::ItemType::token, assets::Action::burn, burned, std::nullopt},
                           {assets::ItemType::empty_account, assets::Action::close, submission.wallet, std::nullopt}};
    {
        const auto database = open();
        SubmissionLog log{*database};
        for (const auto status : {SubmissionStatus::submitted, SubmissionStatus::confirmed, SubmissionStatus::finalized,
                                  SubmissionStatus::failed}) {
            submission.digest.fill(static_cast<std::uint8_t>(status));
            ASSERT_TRUE(log.record({submission}));
            ASSERT_TRUE(fakes::change(log, submission.digest, {status, 5, {}}));
        }
    }
    tamper(back_to_protection +
           "DROP TABLE submission_totals; DROP TABLE reclaimed_by_wallet; DROP TABLE webhook_deliveries;"
           "DROP TABLE webhooks; ALTER TABLE projects DROP COLUMN protect_above_usd;"
           "ALTER TABLE projects DROP COLUMN protected_mints; ALTER TABLE projects DROP COLUMN protected_collections;"
           "PRAGMA user_version = 12");
    for (int start = 0; start < 2; ++start) {
        const auto database = open();
        SubmissionLog log{*database};
        const auto totals = log.totals("prj_1").value();
        EXPECT_EQ(totals.transactions, 2U);
        EXPECT_EQ(totals.wallets, 1U);
        EXPECT_EQ(totals.items.burned, 2U);
        EXPECT_EQ(totals.items.accounts_closed, 2U);
        EXPECT_EQ(totals.reclaimed.value, 2U * 2'039'280);
        const transactions::Leader only{submission.wallet, {2U * 2'039'280}, 4};
        EXPECT_EQ(log.leaders("prj_1", Period::all, 0, 9).value(), std::vector{only});
        EXPECT_EQ(log.leaders("prj_1", Period::day, 0, 9).value(), std::vector{only});
    }
}

TEST_F(DatabaseFile, CountsSubmissionsFromBeforeThereWereDonationBasesWhole) {
    using transactions::SubmissionStatus;
    transactions::Submission submission;
    submission.project = "prj_1";
    submission.rebate = {{2'039'280}, {101'964}, {1'000'000}};
    ASSERT_TRUE(SubmissionLog{*open()}.record({submission}));
    tamper(back_to_donation_bases + "ALTER TABLE submissions DROP COLUMN donation_base; PRAGMA user_version = 30");
    const auto database = open();
    SubmissionLog log{*database};
    EXPECT_EQ(log.find(submission.digest)->value().rebate.donation_base.value, 2'039'280U);
    ASSERT_TRUE(fakes::change(log, submission.digest, {SubmissionStatus::confirmed, 5, {}}));
    EXPECT_EQ(log.totals("prj_1")->reclaimed.value, 2'039'280U);
}

TEST_F(DatabaseFile, GivesWhatAnEarlierServerRecordedItsShards) {
    const webhooks::Webhook webhook{"wh_Abcdefgh", "prj_1", "https://a.example/", {1}, {}, {}};
    transactions::Submission submission;
    submission.project = "prj_1";
    {
        const auto earlier = open();
        std::vector<transactions::Submission> all;
        for (std::size_t number = 0; number < 256; ++number) {
            submission.digest = {static_cast<std::uint8_t>(number)};
            all.push_back(submission);
        }
        ASSERT_TRUE(SubmissionLog{*earlier}.record(all));
        ASSERT_TRUE(WebhookStore{*earlier}.add(webhook));
    }
    tamper(back_to_pauses + "PRAGMA user_version = 36");
    const auto database = open();
    SubmissionLog log{*database};
    for (std::size_t shard = 0; shard < nodes::shard_count; ++shard) {
        const auto of_shard = log.unfinished("prj_1", nodes::Shards{}.set(shard), 0, 999)->submissions;
        EXPECT_EQ(of_shard.size(), 16U);
        for (const auto& one : of_shard) {
            EXPECT_EQ(transactions::shard_of(one.digest), shard);
            EXPECT_GT(one.sends, 1U) << "nobody knows who else has sent it";
        }
    }
    ASSERT_TRUE(database->write([](Transaction& transaction) -> base::Result<void> {
        queue_message(transaction, "prj_1", {"msg_1", "a.type", "{}"}, {});
        return {};
    }));
    std::size_t due = 0;
    for (std::size_t shard = 0; shard < nodes::shard_count; ++shard) {
        due += DeliveryLog{*database}.due({}, nodes::Shards{}.set(shard), 9)->size();
    }
    EXPECT_EQ(due, 1U);
}

TEST_F(DatabaseFile, ProtectsNothingForProjectsFromBeforeThereWasProtection) {
    const access::Project project{"prj_1", "old", std::nullopt, "spark", {}, base::UnixTime{}};
    ASSERT_TRUE(KeyStore{*open()}.put_project(project));
    tamper(back_to_protection +
           "ALTER TABLE projects DROP COLUMN protect_above_usd; ALTER TABLE projects DROP COLUMN protected_mints;"
           "ALTER TABLE projects DROP COLUMN protected_collections; PRAGMA user_version = 20");
    EXPECT_EQ(ReplicaStore{*open()}.load({}).value()->projects, std::vector{project});
}

TEST_F(DatabaseFile, KeysFromBeforeThereWereOthersAreSecret) {
    const access::Project project{"prj_1", "old", std::nullopt, "spark", {}, base::UnixTime{}};
    access::KeyRecord key;
    key.id = "key_1";
    key.project = project.id;
    ASSERT_TRUE(KeyStore{*open()}.put_project(project));
    ASSERT_TRUE(KeyStore{*open()}.add_key(key));
    tamper(back_to_signing_keys + "PRAGMA user_version = 58");
    const auto rows = ReplicaStore{*open()}.load({}).value();
    EXPECT_EQ(rows->keys.front().kind, access::KeyKind::secret);
    EXPECT_EQ(rows->projects, std::vector{project});
}

TEST_F(DatabaseFile, NobodyPaysForProjectsFromBeforeThereWereSponsors) {
    const access::Project project{"prj_1", "old", std::nullopt, "spark", {}, base::UnixTime{}};
    ASSERT_TRUE(KeyStore{*open()}.put_project(project));
    tamper(back_to_challenges + "PRAGMA user_version = 62");
    EXPECT_EQ(ReplicaStore{*open()}.load({}).value()->projects, std::vector{project});
}

TEST_F(DatabaseFile, RefusesAFileOfANewerServer) {
    open();
    tamper("PRAGMA user_version = 10000");
    const auto opened = SqliteDatabase::open(file_);
    ASSERT_FALSE(opened);
    EXPECT_THAT(
        opened.error().message,
        testing::MatchesRegex(
            "database .*: written by a newer version of this server, in format 10000, and this version reads none "
            "above [0-9]+; run the newer version again, or restore the backup made before it ran"));
}

TEST_F(DatabaseFile, RefusesWhatIsNoDatabase) {
    std::filesystem::create_directory(file_);
    EXPECT_FALSE(SqliteDatabase::open(file_));
    EXPECT_FALSE(SqliteDatabase::open(folder_.path() / "missing" / "burner.db"));
}

TEST_F(DatabaseFile, AFailedStatementRollsBackTheWholeTransaction) {
    const auto database = open();
    const auto outcome = database->write([](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE finals SET value = 7").run();
        transaction.prepare("INSERT INTO finals VALUES (NULL)").run();
        transaction.prepare("UPDATE finals SET value = 8").run();
        return {};
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error(), storage_unavailable());
    EXPECT_EQ(ask(*database, "SELECT value FROM finals").value(), 0);
}

TEST_F(DatabaseFile, AnErrorOfTheWorkRollsBackAndComesThrough) {
    const auto database = open();
    const auto outcome = database->write([](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE finals SET value = 7").run();
        return base::fail(base::ErrorCode::not_found, "no");
    });
    EXPECT_EQ(outcome.error().code, base::ErrorCode::not_found);
    EXPECT_EQ(ask(*database, "SELECT value FROM finals").value(), 0);
}

TEST_F(DatabaseFile, AFullDiskIsReportedAndNothingIsLost) {
    const auto database = open();
    KeyStore store{*database};
    const access::Project kept{"prj_1", "kept", std::nullopt, "spark", {}, base::UnixTime{}};
    ASSERT_TRUE(store.put_project(kept));
    const auto pages = ask(*database, "PRAGMA page_count").value();
    const std::string cap = "PRAGMA max_page_count=" + std::to_string(pages);
    ASSERT_TRUE(ask(*database, cap.c_str()));
    const access::Project big{"prj_2", std::string(100'000, 'x'), std::nullopt, "spark", {}, base::UnixTime{}};
    EXPECT_EQ(store.put_project(big).error(), storage_unavailable());
    EXPECT_EQ(ReplicaStore{*database}.load({}).value()->projects, std::vector{kept});
    ASSERT_TRUE(ask(*database, "PRAGMA max_page_count=100000"));
    EXPECT_TRUE(store.put_project(big));
    EXPECT_EQ(ReplicaStore{*database}.load({}).value()->projects.size(), 2u);
}

TEST_F(DatabaseFile, AnUnpreparableStatementFails) {
    EXPECT_EQ(do_write(*open(), "UPDATE no_such_table SET value = 1").error(), storage_unavailable());
}

}  // namespace
}  // namespace burner::storage
