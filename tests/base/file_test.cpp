#include "base/file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakes/temporary_folder.hpp"

namespace burner::base {
namespace {

class FileTest : public testing::Test {
  protected:
    static std::string text_of(const std::filesystem::path& path) {
        return read_all(open_file(path, O_RDONLY)).value_or("unreadable");
    }

    fakes::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "file";
};

TEST_F(FileTest, IsItsOwnersAlone) {
    const mode_t before = ::umask(0);
    ASSERT_TRUE(create_file(file_, "text"));
    ::umask(before);
    struct stat about{};
    ASSERT_EQ(::stat(file_.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
}

TEST_F(FileTest, OfRootGetsTheOwnerOfItsDirectory) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root, whose files are given away";
    constexpr uid_t nobody = 65'534;
    ASSERT_EQ(::chown(folder_.path().c_str(), nobody, nobody), 0);
    ASSERT_TRUE(create_file(file_, "text"));
    struct stat about{};
    ASSERT_EQ(::stat(file_.c_str(), &about), 0);
    EXPECT_EQ(about.st_uid, nobody);
    EXPECT_EQ(about.st_gid, nobody);
    EXPECT_EQ(about.st_mode & 0777, 0600u);
    ASSERT_TRUE(open_file(folder_.path() / "log", O_WRONLY | O_CREAT).is_open());
    ASSERT_EQ(::stat((folder_.path() / "log").c_str(), &about), 0);
    EXPECT_EQ(about.st_uid, nobody);
}

TEST_F(FileTest, OfRootThatWasThereStaysRoots) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root, whose files are given away";
    constexpr uid_t nobody = 65'534;
    const fakes::TemporaryFolder elsewhere;
    const auto secret = elsewhere.path() / "secret";
    ASSERT_TRUE(create_file(secret, "text"));
    ASSERT_EQ(::chown(folder_.path().c_str(), nobody, nobody), 0);
    std::filesystem::create_symlink(secret, file_);
    std::filesystem::create_hard_link(secret, folder_.path() / "hard");
    for (const auto& planted : {file_, folder_.path() / "hard"}) {
        EXPECT_TRUE(open_file(planted, O_RDWR | O_CREAT).is_open());
        struct stat about{};
        ASSERT_EQ(::stat(secret.c_str(), &about), 0);
        EXPECT_EQ(about.st_uid, 0u) << planted;
    }
}

TEST_F(FileTest, IsCreatedOnceAndKeepsWhatItHolds) {
    const std::string text(100'000, 'x');
    ASSERT_TRUE(create_file(file_, text));
    EXPECT_FALSE(create_file(file_, "other"));
    EXPECT_EQ(errno, EEXIST);
    EXPECT_EQ(text_of(file_), text);
}

TEST_F(FileTest, TakesTheNameOfAnother) {
    const auto draft = folder_.path() / "draft";
    ASSERT_TRUE(create_file(file_, "old"));
    ASSERT_TRUE(create_file(draft, "new"));
    ASSERT_TRUE(rename_file(draft, file_));
    EXPECT_EQ(text_of(file_), "new");
    EXPECT_FALSE(std::filesystem::exists(draft));
    EXPECT_FALSE(rename_file(draft, file_));
    EXPECT_EQ(errno, ENOENT);
}

TEST_F(FileTest, SaysThatADirectoryCannotBeMadeDurable) {
    EXPECT_TRUE(sync_directory(folder_.path()));
    EXPECT_TRUE(sync_directory(""));
    EXPECT_FALSE(sync_directory(folder_.path() / "missing"));
    EXPECT_EQ(errno, ENOENT);
    EXPECT_FALSE(sync_directory("/proc"));
}

TEST_F(FileTest, ClosesItself) {
    int descriptor = -1;
    {
        File first = open_file("/dev/null", O_RDONLY);
        descriptor = first.get();
        File second = std::move(first);
        ASSERT_TRUE(second.is_open());
        EXPECT_EQ(second.get(), descriptor);
    }
    EXPECT_EQ(::fcntl(descriptor, F_GETFD), -1);
}

TEST_F(FileTest, WritesAllOrSaysWhyNot) {
    EXPECT_TRUE(write_all(open_file("/dev/null", O_WRONLY), "text"));
    EXPECT_FALSE(write_all(open_file("/dev/full", O_WRONLY), "text"));
    EXPECT_EQ(errno, ENOSPC);
    EXPECT_FALSE(read_all(File{}));
}

}  // namespace
}  // namespace burner::base
