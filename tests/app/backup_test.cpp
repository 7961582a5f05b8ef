// What a backup is known by, and what is refused; tests/system/backup.test.ts restores a real server's.

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "app/backup/backup_manifest.hpp"
#include "app/backup/lost_changes.hpp"
#include "app/backup/make_backup.hpp"
#include "app/backup/restore_backup.hpp"
#include "app/secret_file.hpp"
#include "audit/audit_log.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/temporary_folder.hpp"
#include "storage/sqlite/database.hpp"

namespace burner::app {
namespace {

namespace fs = std::filesystem;

template <class Action>
std::string refusal_of(const Action& action) {
    try {
        action();
    } catch (const std::runtime_error& refused) {
        return refused.what();
    }
    return "not refused";
}

class Backup : public testing::Test {
  protected:
    void SetUp() override {
        fs::create_directory(data_);
        ASSERT_TRUE(storage::SqliteDatabase::open(data_ / "burner.db"));
        load_server_secrets(data_ / "server.secret", clock_.now());
        record(audit::Action::key_create, "key_1");
    }
    void record(audit::Action action, std::string_view subject) {
        audit::AuditLog log{{.directory = data_}, clock_};
        ASSERT_TRUE(log.record({.action = action, .time = clock_.now(), .subject = subject}));
    }
    BackupManifest make() { return make_backup(data_, backup_, clock_.now()); }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
    const fs::path data_ = folder_.path() / "data";
    const fs::path backup_ = folder_.path() / "backup";
    const fs::path restored_ = folder_.path() / "restored";
};

TEST_F(Backup, HoldsDatabaseSecretAndAuditLogForItsOwnerAlone) {
    const auto made = make();
    EXPECT_THAT(made.files, testing::UnorderedElementsAre(testing::Key("burner.db"), testing::Key("server.secret"),
                                                          testing::Key("audit.jsonl")));
    EXPECT_EQ(read_manifest(backup_), made);
    struct stat about{};
    ASSERT_EQ(::stat(backup_.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0700u);
    for (const auto& file : fs::directory_iterator{backup_}) {
        ASSERT_EQ(::stat(file.path().c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0777, 0600u) << file;
    }
}

TEST_F(Backup, IsRestoredIntoAnEmptyPlaceAlone) {
    const auto made = make();
    EXPECT_EQ(restore_files(backup_, restored_), made);
    for (const auto& [name, hash] : made.files) EXPECT_EQ(sha256_of_file(restored_ / name), hash) << name;
    EXPECT_THAT(refusal_of([&] { restore_files(backup_, restored_); }), testing::HasSubstr("it is not empty"));
}

TEST_F(Backup, IsRefusedUnlessItIsAsItWasWritten) {
    make();
    const auto changes = {"burner.db", "server.secret", "audit.jsonl"};
    for (const auto* name : changes) {
        const fs::path changed = folder_.path() / (std::string{"changed-"} + name);
        fs::copy(backup_, changed);
        std::ofstream{changed / name, std::ios::app} << "x";
        EXPECT_THAT(refusal_of([&] { restore_files(changed, restored_); }),
                    testing::HasSubstr(std::string{name} + ": it has changed since the backup was made"));
        EXPECT_FALSE(fs::exists(restored_));
    }
    fs::remove(backup_ / "backup.toml");
    EXPECT_THAT(refusal_of([&] { restore_files(backup_, restored_); }), testing::HasSubstr("it is no whole backup"));
}

TEST_F(Backup, NamesNoFileOutsideOfItsFolder) {
    make();
    std::ofstream{backup_ / "backup.toml"}
        << "begun_at = '2026-04-09T12:00:00.000Z'\n[sha256]\n'../server.secret' = 'x'\n";
    EXPECT_THAT(refusal_of([&] { read_manifest(backup_); }), testing::HasSubstr("it names a file outside"));
}

TEST_F(Backup, IsNotMadeOverAnotherOrOfNothing) {
    make();
    EXPECT_THAT(refusal_of([&] { make(); }), testing::HasSubstr("it is there already"));
    EXPECT_THAT(refusal_of([&] { make_backup(restored_, folder_.path() / "other", clock_.now()); }),
                testing::HasSubstr("there is no burner.db in it"));
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator{folder_.path()}) ++entries;
    EXPECT_EQ(entries, 2u) << "a draft was left";
}

TEST_F(Backup, IsHeldAgainstWhatCameAfterIt) {
    clock_.advance(std::chrono::seconds{1});
    const auto begun = make().begun_at;
    record(audit::Action::key_revoke, "key_1");
    record(audit::Action::session_mint, "ses_1");
    record(audit::Action::key_roll, "key_2");
    record(audit::Action::project_set, "prj_1");
    const auto lost = lost_changes(data_, begun);
    std::vector<std::string> actions;
    for (const auto& change : lost) actions.push_back(change.action);
    EXPECT_THAT(actions, testing::ElementsAre("key.revoke", "key.roll", "project.set"));
    EXPECT_THAT(ended_keys(lost), testing::ElementsAre("key_1", "key_2"));
}

}  // namespace
}  // namespace burner::app
