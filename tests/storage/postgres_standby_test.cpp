// A primary with a synchronous standby that takes its place.
#include <thread>

#include <gmock/gmock.h>

#include "fakes/postgres_server.hpp"
#include "storage/postgres/database.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/replica_store.hpp"

namespace burner::storage {
namespace {

using testing::HasSubstr;

class PostgresStandby : public testing::Test {
  protected:
    void SetUp() override {
        if (fakes::PostgresServer::find() == nullptr) GTEST_SKIP() << fakes::PostgresServer::missing;
        primary_ = fakes::PostgresServer::start();
        const std::string address = primary_->create_migrated();
        name_ = address.substr(address.rfind('=') + 1);
        standby_ = fakes::PostgresServer::start(primary_.get());
        wait_for("streaming", "SELECT state FROM pg_stat_replication");
        primary_->run("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        primary_->run("postgres", "SELECT pg_reload_conf()");
        wait_for("*", "SHOW synchronous_standby_names");
        primary_->run("postgres", "CHECKPOINT");  // by the process that makes commits wait from then on
    }
    void wait_for(std::string_view answer, const std::string& sql) {
        while (primary_->run("postgres", sql) != answer) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    std::string address(const std::string& hosts) const {
        return "host=" + hosts + " user=burner connect_timeout=2 dbname=" + name_;
    }

    std::unique_ptr<fakes::PostgresServer> primary_;
    std::unique_ptr<fakes::PostgresServer> standby_;
    std::string name_;
};

TEST_F(PostgresStandby, IsNotWrittenToUntilItIsPromotedAndThenHasAllThatWasAcknowledged) {
    const auto of_standby = ConnectionString::parse(address(standby_->folder())).value();
    EXPECT_THAT(PostgresDatabase::open(of_standby, {}).error().message, HasSubstr("takes no writes"));

    const std::string both = address(standby_->folder().string() + "," + primary_->folder().string());
    const auto database = PostgresDatabase::open(ConnectionString::parse(both).value(), {}).value();
    KeyStore keys{*database};
    for (int i = 0; i < 20; ++i)
        ASSERT_TRUE(keys.put_project({"prj_" + std::to_string(i), "shop", {}, "spark", {}, {}}));

    primary_->kill();
    EXPECT_FALSE(keys.put_project({"prj_lost", "shop", {}, "spark", {}, {}}));
    standby_->run("postgres", "SELECT pg_promote()");
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!keys.put_project({"prj_after", "shop", {}, "spark", {}, {}}) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const auto rows = ReplicaStore{*database}.load({}).value().value();
    EXPECT_EQ(rows.projects.size(), 21U);
    // The new primary is on timeline 2. Its numbers come after all that the old one may have given besides.
    EXPECT_EQ(rows.head.position.number, (1ULL << 36) + 1);
    ASSERT_TRUE(keys.put_project({"prj_next", "shop", {}, "spark", {}, {}}));
    EXPECT_EQ(ReplicaStore{*database}.load({}).value()->head.position.number, (1ULL << 36) + 2);
}

}  // namespace
}  // namespace burner::storage
