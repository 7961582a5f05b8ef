#include <functional>
#include <map>
#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "access/key_ring.hpp"
#include "base/run_in_place.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/run_task.hpp"
#include "fakes/temporary_folder.hpp"
#include "limits/monthly_quota.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/usage_store.hpp"

namespace burner::storage {
namespace {

/// The writing end of the pipe through which a child says what it has acknowledged.
class Acknowledge {
  public:
    explicit Acknowledge(int pipe) : pipe_(pipe) {}
    void say(std::uint64_t number) const {
        if (::write(pipe_, &number, sizeof number) != sizeof number) ::_exit(1);
    }

  private:
    int pipe_;
};

/// Runs `work` in a child process, kills it with SIGKILL after `life`, and returns what it had said.
std::vector<std::uint64_t> killed_after(std::chrono::microseconds life,
                                        const std::function<void(const Acknowledge&)>& work) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        work(Acknowledge{ends[1]});
        ::_exit(0);
    }
    ::close(ends[1]);
    std::vector<std::uint64_t> said;
    std::uint64_t number = 0;
    if (::read(ends[0], &number, sizeof number) == sizeof number) said.push_back(number);  // it has begun
    std::this_thread::sleep_for(life);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], &number, sizeof number) == sizeof number) said.push_back(number);
    ::close(ends[0]);
    return said;
}

class Kill : public testing::Test {
  protected:
    static constexpr int rounds = 50;

    Kill() { RecordProperty("seed", static_cast<int>(seed_)); }
    std::chrono::microseconds some_time() {
        return std::chrono::microseconds{std::uniform_int_distribution{0, 8'000}(random_)};
    }

    const unsigned seed_ = std::random_device{}();
    std::mt19937 random_{seed_};
    fakes::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "burner.db";
    fakes::FakeClock clock_;
};

/// The child creates key n and revokes key n/2, says n after both; whatever was said must be there.
TEST_F(Kill, AcknowledgedKeysAndRevocationsSurvive) {
    SCOPED_TRACE("seed " + std::to_string(seed_));
    const auto record_of = [](std::uint64_t number) {
        access::KeyRecord key;
        key.id = "key_" + std::to_string(number);
        key.project = "prj_1";
        key.hash = base::sha256(base::as_bytes(key.id));
        return key;
    };
    {
        const auto database = SqliteDatabase::open(file_).value();
        ASSERT_TRUE(KeyStore{*database}.put_project({"prj_1", "shop", {}, "spark", {}, {}}));
    }
    std::uint64_t next = 1;
    std::uint64_t acknowledged = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto said = killed_after(some_time(), [&](const Acknowledge& acknowledge) {
            const auto database = SqliteDatabase::open(file_).value();
            KeyStore store{*database};
            for (std::uint64_t number = next;; ++number) {
                if (!store.add_key(record_of(number))) ::_exit(2);
                if (number > 1 && !store.revoke_key(record_of(number / 2).id, clock_.now())) ::_exit(3);
                acknowledge.say(number);
            }
        });
        if (!said.empty()) acknowledged = said.back();
        const auto database = SqliteDatabase::open(file_).value();
        const auto contents = *ReplicaStore{*database}.load({}).value();
        std::map<std::string, access::KeyRecord> keys;
        for (const auto& key : contents.keys) keys.emplace(key.id, key);
        for (std::uint64_t number = 1; number <= acknowledged; ++number) {
            const auto key = keys.find(record_of(number).id);
            ASSERT_NE(key, keys.end()) << number;
            ASSERT_EQ(key->second.hash, record_of(number).hash);
            const bool in_flight = number == (acknowledged + 1) / 2 && number > acknowledged / 2;
            if (in_flight) continue;
            ASSERT_EQ(key->second.revoked_at.has_value(), number <= acknowledged / 2)
                << number << " of " << acknowledged;
        }
        ASSERT_LE(keys.size(), acknowledged + 1);  // at most the one in flight, whole
        next = keys.size() + 1;
        if (keys.size() > acknowledged) {  // finish what the killed one had begun
            KeyStore store{*database};
            if (next > 2) ASSERT_TRUE(store.revoke_key(record_of((next - 1) / 2).id, clock_.now()));
            acknowledged = next - 1;
        }
    }
    EXPECT_GT(acknowledged, static_cast<std::uint64_t>(rounds));
}

/// Every admitted request is covered by the durable count, and a kill costs at most one block.
TEST_F(Kill, AdmittedRequestsAreNeverLost) {
    SCOPED_TRACE("seed " + std::to_string(seed_));
    constexpr std::uint32_t quota = 400'000;  // blocks of 1,000
    std::uint64_t admitted = 0;
    std::uint64_t kills = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto said = killed_after(some_time(), [&](const Acknowledge& acknowledge) {
            const auto database = SqliteDatabase::open(file_).value();
            UsageStore store{*database};
            base::RunInPlace runner;
            const base::SystemLeaseClock lease_clock;
            nodes::Doorbell doorbell;
            limits::MonthlyQuota monthly{store, runner, lease_clock, doorbell};
            for (std::uint64_t count = 1;; ++count) {
                auto verdict = monthly.admit("key_1", quota, clock_.now()).verdict;
                if (verdict == limits::QuotaVerdict::undecided)
                    verdict = fakes::run_task(monthly.decide("key_1", quota, clock_.now())).verdict;
                if (verdict != limits::QuotaVerdict::admitted) ::_exit(3);
                acknowledge.say(count);
            }
        });
        admitted += said.size();
        ++kills;
        const auto database = SqliteDatabase::open(file_).value();
        const auto durable = UsageStore{*database}.count("key_1", limits::month_of(clock_.now())).value();
        ASSERT_GE(durable, admitted);
        ASSERT_LE(durable, admitted + kills * (limits::MonthlyQuota::block_size(quota) + 1));
    }
    EXPECT_GT(admitted, static_cast<std::uint64_t>(rounds));
}

TEST_F(Kill, AcknowledgedSessionRevocationsSurvive) {
    SCOPED_TRACE("seed " + std::to_string(seed_));
    std::uint64_t acknowledged = 0;
    SqliteDatabase::open(file_).value();
    for (int round = 0; round < rounds; ++round) {
        const auto said = killed_after(some_time(), [&](const Acknowledge& acknowledge) {
            const auto database = SqliteDatabase::open(file_).value();
            RevocationList list{*database};
            for (std::uint64_t number = acknowledged + 1;; ++number) {
                if (!list.add({"prj_1", std::to_string(number), {}, clock_.now(), clock_.now()})) ::_exit(2);
                acknowledge.say(number);
            }
        });
        if (!said.empty()) acknowledged = said.back();
        const auto database = SqliteDatabase::open(file_).value();
        const auto page = *ReplicaStore{*database}.load({}).value();
        ASSERT_GE(page.revocations.size(), acknowledged);
        ASSERT_LE(page.revocations.size(), acknowledged + 1);
        acknowledged = page.revocations.size();
    }
    EXPECT_GT(acknowledged, static_cast<std::uint64_t>(rounds));
}

}  // namespace
}  // namespace burner::storage
