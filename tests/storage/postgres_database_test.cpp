#include <atomic>
#include <barrier>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>

#include "fakes/postgres_proxy.hpp"
#include "fakes/postgres_server.hpp"
#include "storage/postgres/database.hpp"
#include "storage/stores/change_log.hpp"

namespace burner::storage {
namespace {

using testing::HasSubstr;

constexpr std::chrono::milliseconds soon{400};

class PostgresDatabaseTest : public testing::Test {
  protected:
    void SetUp() override {
        if (server_ == nullptr) GTEST_SKIP() << fakes::PostgresServer::missing;
        address_ = server_->create_migrated();
        name_ = address_.substr(address_.rfind('=') + 1);
    }

    std::unique_ptr<PostgresDatabase> open(std::string_view address, const PostgresLimits& limits = {}) {
        return PostgresDatabase::open(ConnectionString::parse(address).value(), limits).value();
    }
    std::unique_ptr<PostgresDatabase> open() { return open(address_); }
    /// Opens the database through a proxy, with short deadlines.
    std::unique_ptr<PostgresDatabase> open(fakes::PostgresProxy& proxy) {
        return open("host=" + proxy.folder().string() + " user=burner connect_timeout=1 dbname=" + name_,
                    {.connections = 2, .deadline = soon});
    }
    std::string ask(const std::string& sql) { return server_->run(name_, sql); }
    /// Ends the connections of everybody else.
    void end_connections() {
        ask("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '" + name_ +
            "' AND pid <> pg_backend_pid()");
    }

    fakes::PostgresServer* server_ = fakes::PostgresServer::find();
    std::string address_;
    std::string name_;
};

void count_up(Transaction& transaction) {
    transaction.prepare("UPDATE finals SET value = value + 1").run();
}

/// Counts from 1.
base::Result<std::int64_t> counted(Transaction& transaction) {
    auto row = transaction.prepare("SELECT value + 1 FROM finals");
    return row.row() ? row.integer(0) : -1;
}

base::Result<void> write_one(Database& database) {
    return database.write([](Transaction& transaction) -> base::Result<void> {
        count_up(transaction);
        return {};
    });
}

TEST_F(PostgresDatabaseTest, GivesBackEveryKindOfValue) {
    const auto database = open();
    const auto text = database->write([](Transaction& transaction) -> base::Result<std::string> {
        const base::Bytes bytes{0, 255};
        auto row =
            transaction.prepare("SELECT CAST(? AS bigint), CAST(? AS text), CAST(? AS bytea), CAST(? AS text), 'a?b'");
        row.bind(std::int64_t{-5'000'000'000}, std::string_view{"Näme"}, base::ByteView{bytes}, std::nullopt);
        EXPECT_TRUE(row.row());
        EXPECT_EQ(row.integer(0), -5'000'000'000);
        EXPECT_EQ(row.text(1), "Näme");
        EXPECT_EQ(row.blob(2), (base::Bytes{0, 255}));
        EXPECT_TRUE(row.is_null(3));
        return row.text(4);
    });
    EXPECT_EQ(text.value(), "a?b");
}

TEST_F(PostgresDatabaseTest, StoresTextsThatPostgresRefuses) {
    const auto database = open();
    const auto text = database->read([](Transaction& transaction) -> base::Result<std::string> {
        auto row = transaction.prepare("SELECT CAST(? AS text)");
        row.bind(std::string_view{"a\0b\xff\xc3", 5});
        return row.row() ? row.text(0) : "";
    });
    EXPECT_EQ(text.value(), "a\uFFFDb\uFFFD\uFFFD");
}

TEST_F(PostgresDatabaseTest, AFailedStatementTakesBackTheWhole) {
    const auto database = open();
    const auto refused = database->write([](Transaction& transaction) -> base::Result<void> {
        count_up(transaction);
        transaction.prepare("INSERT INTO api_keys (id) VALUES (?)").bind(std::string_view{"key_1"}).run();
        count_up(transaction);
        return {};
    });
    EXPECT_EQ(refused.error(), storage_unavailable());
    EXPECT_TRUE(write_one(*database));
    EXPECT_EQ(database->read(counted).value(), 2);
}

TEST_F(PostgresDatabaseTest, AnUnpreparableStatementFailsEachTime) {
    const auto database = open();
    for (int time = 0; time < 2; ++time) {
        const auto refused = database->write([](Transaction& transaction) -> base::Result<void> {
            transaction.prepare("UPDATE no_such_table SET value = 1").run();
            transaction.prepare("UPDATE finals SET value = 7").run();
            return {};
        });
        EXPECT_EQ(refused.error(), storage_unavailable());
    }
    EXPECT_EQ(database->read(counted).value(), 1);
}

TEST_F(PostgresDatabaseTest, RefusedWorkIsTakenBack) {
    const auto database = open();
    const auto refused = database->write([](Transaction& transaction) -> base::Result<void> {
        count_up(transaction);
        return base::fail(base::ErrorCode::not_found);
    });
    EXPECT_EQ(refused.error().code, base::ErrorCode::not_found);
    EXPECT_EQ(database->read(counted).value(), 1);
}

TEST_F(PostgresDatabaseTest, WorkThatThrowsIsTakenBack) {
    const auto database = open(address_, {.connections = 1});
    const auto throwing = [](Transaction& transaction) -> base::Result<void> {
        count_up(transaction);
        throw std::runtime_error("out of memory");
    };
    EXPECT_THROW(static_cast<void>(database->write(throwing)), std::runtime_error);
    EXPECT_EQ(database->read(counted).value(), 1);
}

TEST_F(PostgresDatabaseTest, AReadSeesOneSnapshotAndWritesNothing) {
    const auto database = open();
    const auto seen = database->read([&](Transaction& transaction) -> base::Result<std::int64_t> {
        const auto before = counted(transaction).value();
        EXPECT_TRUE(write_one(*database));
        return counted(transaction).value() - before;
    });
    EXPECT_EQ(seen.value(), 0);
    EXPECT_FALSE(database->read([](Transaction& transaction) -> base::Result<void> {
        count_up(transaction);
        return {};
    }));
}

TEST_F(PostgresDatabaseTest, RunsAgainWhatWasInTheWayOfAnother) {
    const auto database = open();
    ask("INSERT INTO submission_totals SELECT p, 0, 0, 0, 0, 0, 0 FROM unnest(ARRAY['a', 'b']) p");
    std::atomic<int> runs = 0;
    std::barrier both{2};
    const auto lock_both = [&](std::string_view first, std::string_view second) {
        bool is_first = true;
        return database->write([&](Transaction& transaction) -> base::Result<void> {
            ++runs;
            for (const auto project : {first, second}) {
                auto row = transaction.prepare("SELECT 1 FROM submission_totals WHERE project = ? FOR UPDATE");
                row.bind(project);
                row.row();
                if (std::exchange(is_first, false)) both.arrive_and_wait();
            }
            return {};
        });
    };
    std::jthread other{[&] { EXPECT_TRUE(lock_both("b", "a")); }};
    EXPECT_TRUE(lock_both("a", "b"));
    other.join();
    EXPECT_GT(runs, 2);
}

TEST_F(PostgresDatabaseTest, HasNoMoreConnectionsThanItMay) {
    const auto database = open(address_, {.connections = 2});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) EXPECT_TRUE(write_one(*database));
        });
    }
    threads.clear();
    EXPECT_EQ(
        ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'burner' AND datname = '" + name_ + "'"),
        "2");
    EXPECT_EQ(database->read(counted).value(), 61);
}

TEST_F(PostgresDatabaseTest, ConnectsAgainWhenItsConnectionsWereEnded) {
    const auto database = open();
    end_connections();
    EXPECT_TRUE(write_one(*database));
    EXPECT_EQ(database->read(counted).value(), 2);
}

TEST_F(PostgresDatabaseTest, RunsAgainWhatWasCutOffBeforeItsCommit) {
    const auto database = open();
    int runs = 0;
    const auto written = database->write([&](Transaction& transaction) -> base::Result<std::int64_t> {
        if (++runs == 1) {
            counted(transaction).value();
            end_connections();
        }
        count_up(transaction);
        return counted(transaction);
    });
    EXPECT_EQ(written.value(), 2);
    EXPECT_EQ(runs, 2);
}

TEST_F(PostgresDatabaseTest, ACommitWithoutAnAnswerIsNotRunAgain) {
    fakes::PostgresProxy proxy{server_->folder()};
    const auto database = open(proxy);
    int runs = 0;
    const auto unknown = database->write([&](Transaction& transaction) -> base::Result<void> {
        ++runs;
        counted(transaction).value();
        proxy.hold_answers(true);
        count_up(transaction);
        return {};
    });
    EXPECT_EQ(unknown.error(), storage_unavailable());
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(ask("SELECT value + 1 FROM finals"), "2");  // it was committed
    proxy.hold_answers(false);
    EXPECT_TRUE(write_one(*database));
}

TEST_F(PostgresDatabaseTest, AServerThatDoesNotAnswerHoldsNobodyUp) {
    fakes::PostgresProxy proxy{server_->folder()};
    const auto database = open(proxy);
    proxy.hold_answers(true);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(database->read(counted).error(), storage_unavailable());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{10});  // 0.4 s, and 1 s to connect
    proxy.hold_answers(false);
    std::this_thread::sleep_for(std::chrono::milliseconds{300});  // nobody connects for 250 ms
    EXPECT_EQ(database->read(counted).value(), 1);
}

/// Each connection is made, and then hangs: eight deadlines would be longer than a lease.
TEST_F(PostgresDatabaseTest, AServerThatHangsAgainAndAgainHoldsNobodyUpForLongerThanOnce) {
    fakes::PostgresProxy proxy{server_->folder()};
    const auto database = open(proxy);
    const auto start = std::chrono::steady_clock::now();
    const auto hung = database->write([&](Transaction& transaction) -> base::Result<std::int64_t> {
        proxy.hold_answers(true);
        auto value = counted(transaction);
        proxy.hold_answers(false);
        return value;
    });
    EXPECT_EQ(hung.error(), storage_unavailable());
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3 * soon);  // 0.4 s, and 0.25 s of trying again
    EXPECT_TRUE(write_one(*database));
}

TEST_F(PostgresDatabaseTest, ALockThatIsNotFreedIsGivenUp) {
    const auto database = open();
    const auto limit = database->read([](Transaction& transaction) -> base::Result<std::string> {
        auto row = transaction.prepare(
            "SELECT current_setting('lock_timeout') || ' ' || current_setting('idle_in_transaction_session_timeout')");
        return row.row() ? row.text(0) : "";
    });
    EXPECT_EQ(limit.value(), "4s 2s");
}

TEST_F(PostgresDatabaseTest, NumbersChangesAlsoWhereTheTimelineIsNotTold) {
    ask("ALTER FUNCTION pg_walfile_name(pg_lsn) RENAME TO pg_walfile_name_gone");
    const auto database = open();
    for (nodes::ChangeNumber expected = 1; expected < 3; ++expected) {
        const auto change = database->write([](Transaction& transaction) -> base::Result<nodes::FeedPosition> {
            return append_change(transaction, nodes::ChangeKind::project, "prj_1");
        });
        EXPECT_EQ(change.value().number, expected);
    }
}

TEST_F(PostgresDatabaseTest, CommitsDurablyWhateverTheRoleHasSet) {
    ask("ALTER DATABASE " + name_ + " SET synchronous_commit = off");
    const auto level = open()->read([](Transaction& transaction) -> base::Result<std::string> {
        auto row = transaction.prepare("SELECT current_setting('synchronous_commit')");
        return row.row() ? row.text(0) : "";
    });
    EXPECT_EQ(level.value(), "on");
}

}  // namespace
}  // namespace burner::storage
