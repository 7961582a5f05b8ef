#include "audit/log_reader.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "audit/audit_log.hpp"
#include "fakes/audit_chain.hpp"
#include "fakes/stores/chain_store.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

constexpr std::uint64_t no_bound = 1u << 30;

/// Returns the subjects of the newest events, at most `wanted`.
std::vector<std::string> newest_subjects(LogReader& reader, std::size_t wanted) {
    std::vector<std::string> subjects;
    const auto read = reader.newest(no_bound, [&](const StoredEvent& event) {
        subjects.push_back(event.subject);
        return subjects.size() < wanted;
    });
    EXPECT_TRUE(read.value());
    return subjects;
}

class FileLogReaderTest : public testing::Test {
  protected:
    /// Writes numbered events, each of its size.
    void write(int first, int last) {
        AuditLog log{{.directory = folder_.path(), .max_bytes = 1u << 20}, clock_};
        for (int number = first; number <= last; ++number) {
            const auto subject = fmt::format("event {}", number);
            const std::string detail(static_cast<std::size_t>(number * 37 % 900), 'x');
            ASSERT_TRUE(
                log.note({.action = Action::session_mint, .time = clock_.now(), .subject = subject, .detail = detail}));
        }
        log.close();
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    FileLogReader reader_{folder_.path()};
};

TEST_F(FileLogReaderTest, HandsOverTheNewestFirstOverAllFiles) {
    constexpr int count = 4'000;  // two megabytes, so three files
    for (int first = 1; first <= count; first += 500) write(first, first + 499);
    const auto subjects = newest_subjects(reader_, count);
    ASSERT_EQ(subjects.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        ASSERT_EQ(subjects[static_cast<std::size_t>(i)], fmt::format("event {}", count - i));
    EXPECT_EQ(newest_subjects(reader_, 3), (std::vector<std::string>{"event 4000", "event 3999", "event 3998"}));
}

TEST_F(FileLogReaderTest, StopsAtTheBound) {
    write(1, 500);
    std::size_t count = 0;
    const auto read = reader_.newest(20'000, [&](const StoredEvent&) { return ++count > 0; });
    EXPECT_FALSE(read.value());
    EXPECT_GT(count, 10u);
    EXPECT_LT(count, 100u);
}

TEST_F(FileLogReaderTest, SkipsALineThatIsNotWholeYet) {
    write(1, 2);
    std::ofstream{folder_.path() / "audit.jsonl", std::ios::app} << R"({"time":"2026)";
    EXPECT_EQ(newest_subjects(reader_, 9), (std::vector<std::string>{"event 2", "event 1"}));
}

TEST_F(FileLogReaderTest, SaysWhatDoesNotHold) {
    write(1, 2);
    const auto good = reader_.check().value();
    EXPECT_TRUE(good.problems.empty());
    EXPECT_EQ(good.events, 2u);
    EXPECT_EQ(good.head.size(), 64u);
    {
        std::fstream file{folder_.path() / "audit.jsonl", std::ios::in | std::ios::out};
        file.seekp(10);
        file.put('9');
    }
    EXPECT_EQ(reader_.check()->problems.size(), 1u);
}

TEST_F(FileLogReaderTest, SaysThatThereIsNoLog) {
    EXPECT_EQ(reader_.newest(no_bound, [](const StoredEvent&) { return true; }).error().code,
              base::ErrorCode::overloaded);
}

TEST(ShippedLogReaderTest, MergesTheChainsByTime) {
    storage::MemoryChainStore store;
    fakes::AuditChain a{"a"}, b{"b"};
    for (const auto* chain : {"a", "b"}) ASSERT_TRUE(store.begin(chain, {}));
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(store.append("a", std::vector{a.add(2)}).value());
        ASSERT_TRUE(store.append("b", std::vector{b.add(1)}).value());
    }
    ASSERT_TRUE(store.anchor("a"));
    ShippedLogReader reader{store};
    std::vector<std::string> actors, times;
    EXPECT_TRUE(reader
                    .newest(no_bound,
                            [&](const StoredEvent& event) {
                                actors.push_back(event.actor);
                                times.push_back(event.time);
                                return true;
                            })
                    .value());
    EXPECT_EQ(actors.size(), 9u);
    EXPECT_EQ(std::ranges::count(actors, "key:b"), 3);
    EXPECT_TRUE(std::ranges::is_sorted(times, std::ranges::greater{}));
    EXPECT_FALSE(reader.newest(1, [](const StoredEvent&) { return true; }).value());
    const auto checked = reader.check().value();
    EXPECT_EQ(checked.events, 9u);
    EXPECT_TRUE(checked.problems.empty());
    store.is_away = true;
    EXPECT_FALSE(reader.newest(no_bound, [](const StoredEvent&) { return true; }));
}

}  // namespace
}  // namespace burner::audit
