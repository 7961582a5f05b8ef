#include "storage/copy/copy.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "fakes/change_submission.hpp"
#include "fakes/postgres_server.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/postgres/database.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/message_queue.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/signing_key_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/webhook_store.hpp"

namespace burner::storage {
namespace {

base::UnixTime moment(std::int64_t milliseconds) {
    return base::UnixTime{std::chrono::milliseconds{milliseconds}};
}

/// Fills more than two pages of submissions, and a few rows of everything else.
void fill(Database& database) {
    KeyStore keys{database};
    ASSERT_TRUE(keys.put_project({"prj_ä", "Nä\"me", {}, "spark", {"https://a.example"}, moment(5)}));
    access::KeyRecord key;
    key.id = "key_1";
    key.project = "prj_ä";
    key.hash.fill(255);
    ASSERT_TRUE(keys.add_key(key));
    ASSERT_TRUE(WebhookStore{database}.add({"wh_1", "prj_ä", "https://a.example", {0, 255}, moment(1), std::nullopt}));
    ASSERT_TRUE(database.write([](Transaction& transaction) -> base::Result<void> {
        queue_message(transaction, "prj_ä", {"msg_1", "type", "{}"}, moment(2));
        return {};
    }));
    ASSERT_TRUE((RevocationList{database}.add({"prj_ä", "session", std::nullopt, moment(3), moment(4)})));
    ASSERT_TRUE(SigningKeyStore{database}.change([](auto& all) -> base::Result<void> {
        using access::SigningKeyState;
        all.push_back(
            {{"kid", access::JwsAlgorithm::eddsa, SigningKeyState::previous, moment(6), moment(7)}, {0, 255}});
        return {};
    }));
    const solana::Sponsorship terms{{{5}}, {10'000}, {10'000}, {10'000}, {0}};
    ASSERT_TRUE(SponsorStore{database}.add({terms.sponsor, {0, 255}, moment(8)}));
    ASSERT_TRUE(ReservationStore{database}.reserve({.project = "prj_ä", .lamports = {9}}, terms, {99}));
    std::vector<transactions::Submission> submissions;
    for (std::uint16_t i = 0; i < 1'200; ++i) {
        auto& made = submissions.emplace_back();
        made.digest.fill(static_cast<std::uint8_t>(i));
        made.digest[1] = static_cast<std::uint8_t>(i >> 8);
        made.wallet.bytes = made.digest;
        made.project = i % 2 == 0 ? "prj_ä" : "prj_Z";
        made.transaction = base::Bytes(i, 0);
    }
    SubmissionLog log{database};
    ASSERT_TRUE(log.record(submissions));
    ASSERT_TRUE(fakes::change(log, submissions[7].digest, {transactions::SubmissionStatus::confirmed, 9, {}}));
}

class Copy : public testing::Test {
  protected:
    void SetUp() override {
        if (server_ == nullptr) GTEST_SKIP() << fakes::PostgresServer::missing;
        const auto address = ConnectionString::parse(server_->create_migrated()).value();
        postgres_ = PostgresDatabase::open(address, {}).value();
        fill(*sqlite_);
        tables_ = read_table_shapes(*sqlite_).value();
    }
    std::unique_ptr<Database> open_file(const std::string& name) {
        return SqliteDatabase::open(folder_.path() / name).value();
    }

    fakes::PostgresServer* server_ = fakes::PostgresServer::find();
    fakes::TemporaryFolder folder_;
    std::unique_ptr<Database> sqlite_ = open_file("burner.db");
    std::unique_ptr<Database> postgres_;
    std::vector<TableShape> tables_;
    const TableDone ignore_ = [](const TableDigest&) {};
};

TEST_F(Copy, ThereAndBackIsTheSame) {
    const auto before = digest_tables(*sqlite_, tables_).value();
    EXPECT_EQ(std::ranges::find(before, "submissions", &TableDigest::table)->rows, 1'200U);
    EXPECT_FALSE(is_filled(*postgres_, tables_).value());
    ASSERT_TRUE(copy_tables(*sqlite_, *postgres_, tables_, ignore_));
    EXPECT_TRUE(is_filled(*postgres_, tables_).value());
    EXPECT_EQ(digest_tables(*postgres_, tables_).value(), before);
    const auto back = open_file("back.db");
    ASSERT_TRUE(copy_tables(*postgres_, *back, tables_, ignore_));
    EXPECT_EQ(digest_tables(*back, tables_).value(), before);
}

TEST_F(Copy, NumbersGoOnBehindTheLast) {
    ASSERT_TRUE(copy_tables(*sqlite_, *postgres_, tables_, ignore_));
    ReplicaStore replica{*postgres_};
    const auto last = replica.load({}).value()->head.position;
    ASSERT_TRUE(RevocationList{*postgres_}.add({"prj_ä", "another", std::nullopt, moment(3), moment(4)}));
    EXPECT_EQ(replica.read_after(last).value()->revocations.size(), 1U);
}

TEST_F(Copy, ADifferenceOfOneByteIsFound) {
    ASSERT_TRUE(copy_tables(*sqlite_, *postgres_, tables_, ignore_));
    ASSERT_TRUE(postgres_->write([](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE webhooks SET sealed_secret = ?").bind(base::ByteView{base::Bytes{0, 254}}).run();
        return {};
    }));
    EXPECT_NE(digest_tables(*postgres_, tables_).value(), digest_tables(*sqlite_, tables_).value());
}

/// An engine that is lost whenever a transaction ends, and asked again.
class LostAtTheEnd final : public Database {
  public:
    explicit LostAtTheEnd(Database& real) : real_(real) {}

  private:
    bool run(Access, const Attempt& attempt) override {
        for (int tries = 0; tries < 2; ++tries) {
            const auto tried = real_.read([&](Transaction& transaction) -> base::Result<void> {
                attempt(transaction);
                return {};
            });
            EXPECT_TRUE(tried);
        }
        return false;
    }

    Database& real_;
};

/// The source has nothing to do while the target commits, and may give up.
TEST_F(Copy, ASourceThatIsLostWhileTheTargetCommitsIsCopied) {
    LostAtTheEnd source{*sqlite_};
    ASSERT_TRUE(copy_tables(source, *postgres_, tables_, ignore_));
    EXPECT_EQ(digest_tables(*postgres_, tables_).value(), digest_tables(*sqlite_, tables_).value());
    EXPECT_FALSE(copy_tables(source, *postgres_, tables_, ignore_)) << "there are rows already";
}

TEST_F(Copy, AllOrNothingIsCopied) {
    ASSERT_TRUE(postgres_->write([](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("INSERT INTO pauses (burns_only, type, project) VALUES (1, '', 'x')").run();
        return {};
    }));
    EXPECT_TRUE(is_filled(*postgres_, tables_).value());
    ASSERT_TRUE(sqlite_->write([](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("INSERT INTO pauses (burns_only, type, project) VALUES (1, '', 'x')").run();
        return {};
    }));
    EXPECT_FALSE(copy_tables(*sqlite_, *postgres_, tables_, ignore_));
    EXPECT_TRUE(ReplicaStore{*postgres_}.load({}).value()->projects.empty());
}

}  // namespace
}  // namespace burner::storage
