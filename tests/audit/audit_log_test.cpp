#include "audit/audit_log.hpp"

#include <random>
#include <thread>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit/sample.hpp"
#include "base/log.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

class AuditLogOfProcess : public testing::Test {
  protected:
    AuditLogOfProcess() { base::stop_log(); }

    AuditLogSettings settings(std::uint64_t max_bytes = 1u << 30) const {
        return {.directory = folder_.path(), .max_bytes = max_bytes};
    }
    Event create(std::string_view key) const {
        return {
            .action = Action::key_create, .time = clock_.now(), .actor = {Actor::Kind::user, "root"}, .subject = key};
    }
    std::size_t count(std::string_view action) const {
        std::size_t found = 0;
        for (const auto& event : events_in(folder_.path())) found += event.action == action ? 1 : 0;
        return found;
    }
    std::string state() const { return state_of(folder_.path()); }

    /// Runs in a child process, which ends at once afterwards.
    template <class Work>
    static pid_t in_child(Work work) {
        const pid_t child = ::fork();
        if (child != 0) return child;
        ::signal(SIGXFSZ, SIG_IGN);
        work();
        ::_exit(0);
    }
    static int exit_code(pid_t child) {
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
};

TEST_F(AuditLogOfProcess, HasWrittenARecordedEventWhenItReturns) {
    AuditLog log{settings(), clock_};
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(log.note(mint(clock_.now())));
        ASSERT_TRUE(log.record(create("key_" + std::to_string(i))));
        EXPECT_EQ(count("key.create"), static_cast<std::size_t>(i + 1));
        EXPECT_EQ(count("session.mint"), static_cast<std::size_t>(i + 1)) << "in the order in which they came";
    }
    EXPECT_EQ(log.counts().written, 10u);
    EXPECT_EQ(log.head(), verdict_of(folder_.path()).last);
}

TEST_F(AuditLogOfProcess, LosesNothingAtItsEnd) {
    {
        AuditLog log{settings(), clock_};
        for (int i = 0; i < 50'000; ++i) ASSERT_TRUE(log.note(mint(clock_.now())));
        for (int i = 0; i < 30; ++i) ASSERT_TRUE(log.note(refusal(clock_.now(), "192.0.2.1")));
    }
    EXPECT_EQ(count("session.mint"), 50'000u);
    const auto last = events_in(folder_.path()).back();
    EXPECT_EQ(last.count, 20u);
    EXPECT_EQ(state(), "ok");
}

TEST_F(AuditLogOfProcess, LeavesMintsOutWhenTold) {
    {
        AuditLog log{{.directory = folder_.path(), .mints = false}, clock_};
        EXPECT_TRUE(log.note(mint(clock_.now())));
        EXPECT_TRUE(log.note(refusal(clock_.now(), "192.0.2.1")));
    }
    EXPECT_EQ(count("session.mint"), 0u);
    EXPECT_EQ(count("request.refuse"), 1u);
}

TEST_F(AuditLogOfProcess, TakesEventsOfManyThreads) {
    {
        AuditLog log{settings(200'000), clock_};
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 5'000; ++i) EXPECT_TRUE(log.note(mint(clock_.now())));
                for (int i = 0; i < 20; ++i)
                    EXPECT_TRUE(log.record(create("key_" + std::to_string(t) + "_" + std::to_string(i))));
            });
        }
    }
    EXPECT_EQ(count("session.mint"), 20'000u);
    EXPECT_EQ(count("key.create"), 80u);
    EXPECT_GT(rotated_files(folder_.path()).size(), 10u);
    EXPECT_EQ(state(), "ok");
}

TEST_F(AuditLogOfProcess, SharesTheFileWithOtherProcesses) {
    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process) {
        children.push_back(in_child([&] {
            AuditLog log{settings(100'000), clock_};
            for (int i = 0; i < 100; ++i) {
                for (int j = 0; j < 10; ++j) {
                    if (!log.note(mint(clock_.now()))) ::_exit(2);
                }
                if (!log.record(create("key"))) ::_exit(3);
            }
        }));
    }
    for (const pid_t child : children) EXPECT_EQ(exit_code(child), 0);
    EXPECT_EQ(state(), "ok");
    EXPECT_EQ(count("key.create"), 400u);
    EXPECT_EQ(count("audit.altered"), 0u);
    EXPECT_GE(count("session.mint"), 3'900u);  // a child that ends without the destructor may miss its last ones
}

TEST_F(AuditLogOfProcess, KeepsWhatItAcknowledgedThroughKills) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    std::uint64_t acknowledged = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = in_child([&] {
            AuditLog log{settings(500'000), clock_};
            for (std::uint64_t number = acknowledged + 1;; ++number) {
                for (int i = 0; i < 50; ++i) log.note(mint(clock_.now()));
                if (!log.record(create(std::to_string(number)))) ::_exit(2);
                if (::write(ends[1], &number, sizeof number) != sizeof number) ::_exit(3);
            }
        });
        ::close(ends[1]);
        std::uint64_t said = 0;
        if (::read(ends[0], &said, sizeof said) == sizeof said) acknowledged = said;
        std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution{0, 8'000}(random)});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &said, sizeof said) == sizeof said) acknowledged = said;
        ::close(ends[0]);
        {
            AuditLog next{settings(500'000), clock_};  // mends a line that the kill has torn
            ASSERT_TRUE(next.note(mint(clock_.now())));
        }
        std::uint64_t last = 0;
        for (const auto& event : events_in(folder_.path())) {
            if (event.action != "key.create") continue;
            const auto number = std::stoull(event.subject);
            ASSERT_EQ(number, last + 1);
            last = number;
        }
        ASSERT_GE(last, acknowledged);
        ASSERT_LE(last, acknowledged + 1);
        acknowledged = last;
        ASSERT_EQ(state(), "ok");
    }
    EXPECT_GE(acknowledged, static_cast<std::uint64_t>(rounds));
}

/// A disk that is full after 20,000 bytes, and has room again later.
TEST_F(AuditLogOfProcess, RefusesMintsWhileTheDiskIsFullAndGoesOnAfterwards) {
    const pid_t child = in_child([&] {
        AuditLog log{settings(), clock_};
        rlimit limit{20'000, RLIM_INFINITY};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(10);
        int recorded = 0;
        while (log.record(create("key"))) ++recorded;
        if (recorded < 40 || log.fault().empty()) ::_exit(2);
        if (log.note(mint(clock_.now()))) ::_exit(3);
        if (!log.note(refusal(clock_.now(), "192.0.2.1"))) ::_exit(4);
        if (log.counts().turned_away != 1) ::_exit(5);
        if (state_of(folder_.path()) != "ok") ::_exit(6);  // no half line is left
        limit.rlim_cur = RLIM_INFINITY;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        if (!log.record(create("at last"))) ::_exit(7);
        if (!log.fault().empty() || !log.note(mint(clock_.now()))) ::_exit(8);
    });
    ASSERT_EQ(exit_code(child), 0);
    EXPECT_EQ(state(), "ok");
    const auto events = events_in(folder_.path());
    EXPECT_EQ(events[events.size() - 2].subject, "at last");
    EXPECT_EQ(count("request.refuse"), 1u);
}

TEST_F(AuditLogOfProcess, CountsRefusalsThatFindNoRoomAndSaysSo) {
    const pid_t child = in_child([&] {
        AuditLog log{{.directory = folder_.path(), .buffer_bytes = 4'000}, clock_};
        rlimit limit{0, RLIM_INFINITY};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(10);
        if (log.record(create("key"))) ::_exit(2);
        for (int i = 0; i < 90; ++i) log.note(refusal(clock_.now(), "192.0.2." + std::to_string(i)));
        if (log.counts().lost < 10) ::_exit(3);
        limit.rlim_cur = RLIM_INFINITY;
        ::setrlimit(RLIMIT_FSIZE, &limit);
        while (!log.fault().empty()) std::this_thread::sleep_for(std::chrono::milliseconds{5});
        // What waited behind the failed batch takes the room until the next one.
        for (int tries = 0; !log.record(create("later")); ++tries) {
            if (tries == 40) ::_exit(4);
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        const auto lost = log.counts().lost;
        for (int i = 0; i < 3 && count("audit.lost") == 0; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds{250});
        }
        for (const auto& event : events_in(folder_.path())) {
            if (event.action == "audit.lost" && event.count == lost) ::_exit(0);
        }
        ::_exit(5);
    });
    ASSERT_EQ(exit_code(child), 0);
    EXPECT_EQ(state(), "ok");
}

TEST_F(AuditLogOfProcess, DoesNotStartWhereItCannotWrite) {
    EXPECT_THROW(AuditLog({.directory = folder_.path() / "missing"}, clock_), std::runtime_error);
}

}  // namespace
}  // namespace burner::audit
