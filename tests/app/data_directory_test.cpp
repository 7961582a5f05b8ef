#include "app/data_directory.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

namespace fs = std::filesystem;

class DataDirectory : public testing::Test {
  protected:
    void SetUp() override { open_data_directory(directory_); }

    fs::path file(std::string_view name, unsigned mode) {
        const fs::path path = directory_ / name;
        std::ofstream{path} << "x";
        set_mode(path, mode);
        return path;
    }
    static void set_mode(const fs::path& path, unsigned mode) { EXPECT_EQ(::chmod(path.c_str(), mode), 0); }
    static unsigned mode_of(const fs::path& path) {
        struct stat info{};
        EXPECT_EQ(::stat(path.c_str(), &info), 0);
        return info.st_mode & 07777U;
    }
    std::string refusal() const {
        try {
            open_data_directory(directory_);
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "not refused";
    }

    fakes::TemporaryFolder folder_;
    fs::path directory_ = folder_.path() / "a" / "data";
};

TEST_F(DataDirectory, IsMadeForItsOwnerAlone) {
    EXPECT_EQ(mode_of(directory_), 0700U);
    open_data_directory(directory_ / "inner" / "");
    EXPECT_EQ(mode_of(directory_ / "inner"), 0700U);
    std::ofstream{folder_.path() / "file"} << "x";
    EXPECT_THROW(open_data_directory(folder_.path() / "file"), std::runtime_error);
    EXPECT_THROW(open_data_directory(folder_.path() / "file" / "data"), std::runtime_error);
}

TEST_F(DataDirectory, IsRefusedWhenOthersCanWriteIt) {
    for (const unsigned mode : {0720U, 0702U, 0777U}) {
        set_mode(directory_, mode);
        EXPECT_EQ(refusal(), directory_.string() + ": other users can write it; run chmod go-w on it") << mode;
    }
}

TEST_F(DataDirectory, IsRefusedWhenOthersCanWriteAFileInIt) {
    for (const auto* name : {"burner.db", "burner.db-wal", "burner.db-shm", "audit.jsonl", "audit-000001.jsonl"}) {
        for (const unsigned mode : {0620U, 0602U, 0666U}) {
            const auto path = file(name, mode);
            EXPECT_EQ(refusal(), path.string() + ": other users can write it; run chmod go-w on it") << mode;
            set_mode(path, 0600);
        }
    }
    EXPECT_EQ(refusal(), "not refused");
}

TEST_F(DataDirectory, NamesWhatOthersCanRead) {
    const auto database = file("burner.db", 0604);
    const auto log = file("audit.jsonl", 0640);
    file("burner.db-wal", 0600);
    EXPECT_THAT(readable_by_others(directory_), testing::UnorderedElementsAre(database, log));
    set_mode(directory_, 0755);
    EXPECT_THAT(readable_by_others(directory_), testing::UnorderedElementsAre(directory_, database, log));
    EXPECT_EQ(refusal(), "not refused");
}

}  // namespace
}  // namespace burner::app
