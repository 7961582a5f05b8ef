#include "app/state.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "audit/log_files.hpp"
#include "fakes/change_submission.hpp"
#include "fakes/run_task.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"

namespace burner::app {
namespace {

using transactions::PromiseVerdict;
using transactions::SubmissionStatus;

class StateTest : public testing::Test {
  protected:
    Settings settings(std::vector<SettingValue> values = {}) const {
        Settings made;
        values.push_back({"data.directory", folder_.path().string(), "test"});
        EXPECT_EQ(apply_settings(made, values), std::vector<std::string>{});
        return made;
    }
    static transactions::Submission submission(std::uint8_t number, base::UnixTime recorded_at) {
        transactions::Submission made;
        made.digest.fill(number);
        made.project = "prj_1";
        made.rebate = {{2'039'280}, {}};
        made.recorded_at = recorded_at;
        return made;
    }
    static void finish(State& state, std::uint8_t number, std::chrono::days ago) {
        const auto made = submission(number, state.clock.now() - ago);
        EXPECT_TRUE(state.submissions.record({made}));
        EXPECT_TRUE(fakes::change(state.submissions, made.digest, {SubmissionStatus::finalized, 5, {}}));
    }

    fakes::TemporaryFolder folder_;
};

TEST_F(StateTest, ForgetsOldSubmissionsButNotWhatTheyCameTo) {
    State state{settings()};
    for (int number = 1; number <= 200; ++number)
        finish(state, static_cast<std::uint8_t>(number), std::chrono::days{401});
    finish(state, 201, std::chrono::days{399});
    state.prune();
    EXPECT_EQ(state.submissions.find(submission(1, {}).digest).value(), std::nullopt);
    EXPECT_TRUE(state.submissions.find(submission(201, {}).digest).value());
    EXPECT_EQ(state.submissions.totals("prj_1")->transactions, 201U);
    EXPECT_THAT(state.metrics.render(), testing::HasSubstr("burner_pruned_total{what=\"submissions\"} 200\n"));
    state.close();
}

TEST_F(StateTest, KeepsSubmissionsForEverWhereTheSettingsSaySo) {
    State state{settings({{"submissions.keep_days", "0", "test"}})};
    finish(state, 1, std::chrono::days{4'000});
    state.prune();
    EXPECT_TRUE(state.submissions.find(submission(1, {}).digest).value());
    state.close();
}

TEST_F(StateTest, CountsPromisesAndWritesDownABrokenOne) {
    {
        State state{settings()};
        const auto made = submission(1, {});
        ASSERT_TRUE(state.note_promise(made, {PromiseVerdict::kept, {}}));
        ASSERT_TRUE(state.note_promise(made, {PromiseVerdict::unknown, {}}));
        ASSERT_TRUE(state.note_promise(made, {PromiseVerdict::broken, "the wallet gained 1 lamports"}));
        const auto metrics = state.metrics.render();
        EXPECT_THAT(metrics, testing::HasSubstr("burner_promise_mismatch_total 1\n"));
        for (const char* const outcome : {"kept", "unknown", "broken"}) {
            EXPECT_THAT(metrics, testing::HasSubstr(fmt::format("checks_total{{outcome=\"{}\"}} 1\n", outcome)));
        }
        state.close();
    }
    std::ifstream log{audit::current_file(folder_.path())};
    const std::string text{std::istreambuf_iterator<char>{log}, {}};
    EXPECT_THAT(text, testing::HasSubstr(R"("action":"submission.mismatch")"));
    EXPECT_THAT(text, testing::HasSubstr("the wallet gained 1 lamports"));
}

/// Takes a table away behind the server's back.
void drop(const std::filesystem::path& folder, std::string_view table) {
    const auto file = storage::SqliteDatabase::open(folder / "burner.db").value();
    ASSERT_TRUE(file->write([&](storage::Transaction& transaction) -> base::Result<void> {
        transaction.prepare(fmt::format("DROP TABLE {}", table)).run();
        return {};
    }));
}

TEST_F(StateTest, IsNotReadyWhenNothingCanBeWritten) {
    State state{settings()};
    EXPECT_TRUE(fakes::run_task(state.check_store()));
    drop(folder_.path(), "finals");
    EXPECT_FALSE(fakes::run_task(state.check_store()));
    state.close();
}

TEST_F(StateTest, IsNotReadyWhenKeysCannotBeRead) {
    State state{settings()};
    drop(folder_.path(), "api_keys");
    EXPECT_FALSE(fakes::run_task(state.check_store()));
    state.close();
}

TEST_F(StateTest, IsOfOneServer) {
    State state{settings()};
    EXPECT_THROW(State{settings()}, std::runtime_error);
    state.close();
}

}  // namespace
}  // namespace burner::app
