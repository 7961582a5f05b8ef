#include "audit/log_file.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "audit/sample.hpp"
#include "base/log.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

class AuditLogFile : public testing::Test {
  protected:
    AuditLogFile() { base::stop_log(); }

    LogFile open(std::uint64_t max_bytes = 1u << 30) { return LogFile{{folder_.path(), max_bytes}, clock_}; }
    std::expected<void, std::string> append(LogFile& file, int events = 1) {
        for (int i = 0; i < events; ++i) {
            if (auto outcome = file.append(false, line_of(mint(clock_.now()))); !outcome) return outcome;
        }
        return {};
    }
    std::string state() const { return state_of(folder_.path()); }
    std::vector<std::string> actions() const {
        std::vector<std::string> all;
        for (const auto& event : events_in(folder_.path())) all.push_back(event.action);
        return all;
    }
    std::filesystem::path current() const { return current_file(folder_.path()); }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
};

using Actions = std::vector<std::string>;

TEST_F(AuditLogFile, IsOfItsOwnerAlone) {
    LogFile file = open();
    ASSERT_TRUE(append(file));
    struct stat about{};
    ASSERT_EQ(::stat(current().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST_F(AuditLogFile, GoesOnWhereAnotherObjectEnded) {
    LogFile one = open();
    LogFile two = open();
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(append(i % 3 == 0 ? one : two, i % 4));
    EXPECT_EQ(state(), "ok");
    EXPECT_EQ(verdict_of(folder_.path()).events, 30u);
}

TEST_F(AuditLogFile, ReplacesAnIncompleteLineByAnEventThatQuotesIt) {
    {
        LogFile file = open();
        ASSERT_TRUE(append(file, 3));
    }
    const std::string text = text_of(current());
    const std::string last = lines_of(text).back();
    for (std::size_t kept = 1; kept <= last.size(); kept += 7) {
        write_text(current(), text.substr(0, text.size() - last.size() - 1 + kept));
        EXPECT_EQ(state().substr(0, 25), "audit.jsonl:3: it is cut ") << kept;
        LogFile file = open();
        ASSERT_TRUE(append(file));
        ASSERT_EQ(state(), "ok") << kept;
        ASSERT_EQ(actions(), (Actions{"session.mint", "session.mint", "audit.repaired", "session.mint"}));
        const auto event = events_in(folder_.path())[2];
        const std::string fragment = last.substr(0, kept);
        EXPECT_NE(event.detail.find(std::string{view(hex_sha256(fragment))}), std::string::npos);
        EXPECT_NE(event.detail.find(fragment), std::string::npos) << "nothing is destroyed";
    }
}

/// A kill may end a write anywhere.
TEST_F(AuditLogFile, EndsABatchThatWasCutOff) {
    const auto refused = refusal(clock_.now(), "::1");
    const std::string batch = line_of(refused) + line_of(mint(clock_.now())) + line_of(refused);
    std::string before;
    {
        LogFile file = open();
        ASSERT_TRUE(append(file, 2));
        before = text_of(current());
        ASSERT_TRUE(file.append(false, batch));
    }
    const std::string text = text_of(current());
    std::vector<std::size_t> cuts;
    for (std::size_t at = before.size() + 1; at < text.size(); ++at) {
        if (at % 17 == 0 || text[at - 1] == '\n' || text[at] == '\n') cuts.push_back(at);
    }
    for (const std::size_t at : cuts) {
        const std::string cut = text.substr(0, at);
        write_text(current(), cut);
        EXPECT_NE(state(), "ok") << at;
        LogFile file = open();
        ASSERT_TRUE(append(file));
        ASSERT_EQ(state(), "ok") << at;
        const auto whole = static_cast<std::size_t>(std::ranges::count(cut, '\n'));
        const auto events = events_in(folder_.path());
        ASSERT_EQ(events.size(), whole + 2) << at;
        EXPECT_EQ(events[whole].action, "audit.repaired");
        EXPECT_TRUE(text_of(current()).starts_with(cut.substr(0, cut.rfind('\n') + 1))) << "what was whole stays";
    }
}

TEST_F(AuditLogFile, ReplacesAnIncompleteLineThatIsAllThereIsOrLongerThanAnEvent) {
    for (const std::size_t length : {1u, 100u, 10'000u, 300'000u}) {
        write_text(current(), std::string(length, '\0'));
        LogFile file = open();
        ASSERT_TRUE(append(file));
        EXPECT_EQ(state(), "ok") << length;
        EXPECT_EQ(actions(), (Actions{"audit.repaired", "session.mint"})) << length;
    }
}

TEST_F(AuditLogFile, RotatesBySizeAndTheChainGoesOn) {
    LogFile one = open(1'500);
    LogFile two = open(1'500);
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(append(i % 2 == 0 ? one : two));
    const auto rotated = rotated_files(folder_.path());
    EXPECT_GE(rotated.size(), 8u);
    EXPECT_EQ(rotated.front().path.filename(),
              fmt::format("audit-{:012}.jsonl", lines_of(text_of(rotated.front().path)).size()));
    const auto verdict = verdict_of(folder_.path());
    EXPECT_FALSE(verdict.flaw);
    EXPECT_EQ(verdict.events, 50u);
}

TEST_F(AuditLogFile, GoesOnAfterRotationInAnotherProcess) {
    {
        LogFile file = open(1);
        ASSERT_TRUE(append(file, 5));
        EXPECT_FALSE(std::filesystem::exists(current()));
    }
    LogFile file = open();
    ASSERT_TRUE(append(file));
    EXPECT_EQ(verdict_of(folder_.path()).last.seq, 6u);
    EXPECT_EQ(state(), "ok");
}

TEST_F(AuditLogFile, MissesARotatedFileAndOneOfAnotherName) {
    LogFile file = open(1'500);
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(append(file));
    if (!std::filesystem::exists(current())) ASSERT_TRUE(append(file));
    const auto rotated = rotated_files(folder_.path());
    const auto elsewhere = folder_.path() / "away";
    for (const std::size_t i : {std::size_t{0}, std::size_t{3}, rotated.size() - 1}) {
        std::filesystem::rename(rotated[i].path, elsewhere);
        EXPECT_NE(state(), "ok") << i;
        std::filesystem::rename(elsewhere, rotated[i].path);
    }
    EXPECT_EQ(state(), "ok");
    std::filesystem::rename(rotated[0].path, rotated_file(folder_.path(), 2));
    EXPECT_NE(state(), "ok");
}

TEST_F(AuditLogFile, RefusesToGoOnAfterWhatIsNoLog) {
    std::string text;
    while (text.size() <= max_batch_bytes) text += line_of(mint(clock_.now()));
    write_text(current(), text);
    LogFile file = open();
    const auto outcome = append(file);
    ASSERT_FALSE(outcome);
    EXPECT_NE(outcome.error().find("damaged"), std::string::npos);
    EXPECT_EQ(text_of(current()), text);
}

TEST_F(AuditLogFile, HidesNoDamageByGoingOn) {
    LogFile file = open();
    ASSERT_TRUE(append(file, 2));
    std::string text = text_of(current());
    text[text.size() - 100] ^= 1;
    write_text(current(), text);
    LogFile another = open();
    ASSERT_TRUE(append(another));
    EXPECT_EQ(state().substr(0, 14), "audit.jsonl:2:");
}

TEST_F(AuditLogFile, SaysThatItsEndWasTakenAway) {
    LogFile file = open();
    ASSERT_TRUE(append(file, 5));
    const std::string text = text_of(current());
    write_text(current(), text.substr(0, text.size() - lines_of(text).back().size() - 1));
    ASSERT_TRUE(append(file));
    EXPECT_EQ(actions()[4], "audit.altered");
    EXPECT_TRUE(verdict_of(folder_.path()).was_altered);
    EXPECT_EQ(state(), "ok") << "the chain holds, and tells of it";
}

TEST_F(AuditLogFile, SaysThatLinesWereWrittenAnew) {
    LogFile file = open();
    ASSERT_TRUE(append(file, 3));
    std::string forged;
    Link link;
    for (int i = 0; i < 4; ++i) forged += sealed(line_of(mint(base::UnixTime{})), link);
    write_text(current(), forged);
    ASSERT_TRUE(append(file));
    EXPECT_EQ(actions()[4], "audit.altered");
}

TEST_F(AuditLogFile, SaysThatItWasDeleted) {
    LogFile file = open();
    ASSERT_TRUE(append(file, 3));
    std::filesystem::remove(current());
    ASSERT_TRUE(append(file));
    EXPECT_EQ(actions(), (Actions{"audit.altered", "session.mint"}));
}

TEST_F(AuditLogFile, FollowsNoLinkAndNeedsItsDirectory) {
    std::filesystem::create_symlink("/dev/null", current());
    LogFile file = open();
    EXPECT_FALSE(append(file));
    std::filesystem::remove(current());
    EXPECT_TRUE(append(file));
    LogFile nowhere{{folder_.path() / "missing", 1u << 20}, clock_};
    EXPECT_FALSE(append(nowhere));
}

TEST_F(AuditLogFile, ASnapshotIsOfOneMoment) {
    LogFile file = open();
    ASSERT_TRUE(append(file, 3));
    const auto parts = snapshot(folder_.path()).value();
    ASSERT_TRUE(append(file, 3));
    EXPECT_EQ(verify(parts).events, 3u);
    EXPECT_FALSE(snapshot(folder_.path() / "missing"));
}

}  // namespace
}  // namespace burner::audit
