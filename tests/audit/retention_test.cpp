#include "audit/retention.hpp"

#include <gmock/gmock.h>

#include "audit/audit_log.hpp"
#include "audit/sample.hpp"
#include "fakes/temporary_folder.hpp"

namespace burner::audit {
namespace {

namespace fs = std::filesystem;

/// A log with four files that were put aside, 10 events each, and one event after them.
class AuditRetention : public testing::Test {
  protected:
    AuditRetention() {
        Link link;
        for (int file = 0; file < 4; ++file) {
            std::string text;
            for (int i = 0; i < 10; ++i) text += sealed(line_of(mint(clock_.now())), link);
            write_text(rotated_file(directory(), link.seq), text);
        }
        write_text(current_file(directory()), sealed(line_of(mint(clock_.now())), link));
    }
    const fs::path& directory() const { return folder_.path(); }
    std::size_t files() const { return rotated_files(directory()).size(); }
    std::size_t prune(Retention retention) { return AuditLog{{.directory = directory()}, clock_}.prune(retention); }
    /// Ages a file, as if it had ended so long ago.
    void age(std::uint64_t last_seq, std::chrono::hours hours) {
        const auto now = std::chrono::file_clock::from_sys(clock_.now());
        fs::last_write_time(rotated_file(directory(), last_seq),
                            std::chrono::time_point_cast<fs::file_time_type::duration>(now - hours));
    }

    fakes::TemporaryFolder folder_;
    fakes::FakeClock clock_;
};

TEST_F(AuditRetention, KeepsEverythingUnlessToldOtherwise) {
    age(10, std::chrono::days{4'000});
    EXPECT_EQ(prune({}), 0U);
    EXPECT_EQ(files(), 4U);
}

TEST_F(AuditRetention, KeepsTheNewestFilesAndWhatRemainsVerifies) {
    EXPECT_EQ(prune({.max_files = 3}), 1U);
    EXPECT_EQ(state_of(directory()), "ok");
    EXPECT_EQ(verdict_of(directory()).first_seq, 11U);
    EXPECT_EQ(prune({.max_files = 1}), 2U);
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(state_of(directory()), "ok");
    EXPECT_EQ(verdict_of(directory()).first_seq, 31U);
    EXPECT_EQ(prune({.max_files = 1}), 0U);
    const auto notes = verdict_of(directory()).notes;
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_THAT(notes[0], testing::HasSubstr("seq 10: audit-000000000010.jsonl was deleted"));
}

TEST_F(AuditRetention, DeletesWhatEndedTooLongAgoTheOldestFirst) {
    for (const std::uint64_t last : {10, 20, 30, 40}) age(last, std::chrono::hours{24 * 30 - 1});
    age(10, std::chrono::hours{24 * 30 + 1});
    age(30, std::chrono::hours{24 * 30 + 1});  // a younger one stands before it
    EXPECT_EQ(prune({.max_age = std::chrono::days{30}}), 1U);
    EXPECT_EQ(verdict_of(directory()).first_seq, 11U);
    EXPECT_EQ(state_of(directory()), "ok");
}

TEST_F(AuditRetention, WhatWasTakenAwayByHandIsStillMissed) {
    EXPECT_EQ(prune({.max_files = 3}), 1U);
    fs::remove(rotated_file(directory(), 20));
    EXPECT_THAT(state_of(directory()), testing::HasSubstr("older files are missing"));
}

TEST_F(AuditRetention, AChangeInWhatRemainsIsStillFound) {
    EXPECT_EQ(prune({.max_files = 3}), 1U);
    const auto file = rotated_file(directory(), 20);
    auto text = text_of(file);
    text[text.find("prj_1")] = 'P';
    write_text(file, text);
    EXPECT_THAT(state_of(directory()), testing::HasSubstr("audit-000000000020.jsonl:1:"));
}

TEST_F(AuditRetention, KeepsAFileWhoseEndIsDamaged) {
    auto text = text_of(rotated_file(directory(), 10));
    write_text(rotated_file(directory(), 10), text.substr(0, text.size() - 5));
    EXPECT_EQ(prune({.max_files = 1}), 0U);
    EXPECT_EQ(files(), 4U);
}

}  // namespace
}  // namespace burner::audit
