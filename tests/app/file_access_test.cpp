#include "app/file_access.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

class FileAccess : public testing::Test {
  protected:
    void SetUp() override {
        std::ofstream{file_} << "x";
        ASSERT_EQ(::chmod(file_.c_str(), 0600), 0);
    }

    fakes::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "burner.toml";
};

TEST_F(FileAccess, OfOthersIsReadFromTheMode) {
    EXPECT_NO_THROW(refuse_what_others_can_write(file_));
    EXPECT_FALSE(others_can_read(file_));
    ::chmod(file_.c_str(), 0644);
    EXPECT_NO_THROW(refuse_what_others_can_write(file_));
    EXPECT_TRUE(others_can_read(file_));
    ::chmod(file_.c_str(), 0660);
    EXPECT_THROW(refuse_what_others_can_write(file_), std::runtime_error);
}

TEST_F(FileAccess, IsNotAskedOfWhatIsNoFile) {
    EXPECT_NO_THROW(refuse_what_others_can_write(folder_.path() / "missing"));
    EXPECT_FALSE(others_can_read(folder_.path() / "missing"));
    EXPECT_NO_THROW(refuse_what_others_can_write("/dev/null"));
}

/// Whoever owns a file can write it, whatever its mode says. Root may look after a service's files.
TEST_F(FileAccess, IsTheOwnersToo) {
    if (::getuid() != 0) GTEST_SKIP() << "only root can give files away";
    constexpr uid_t service = 65534;
    ASSERT_EQ(::chmod(folder_.path().c_str(), 0755), 0);
    ASSERT_EQ(::seteuid(service), 0);
    EXPECT_NO_THROW(refuse_what_others_can_write(file_));
    ASSERT_EQ(::seteuid(0), 0);
    ASSERT_EQ(::chown(file_.c_str(), 1000, 1000), 0);
    EXPECT_NO_THROW(refuse_what_others_can_write(file_));
    ASSERT_EQ(::seteuid(service), 0);
    EXPECT_THROW(refuse_what_others_can_write(file_), std::runtime_error);
    ASSERT_EQ(::seteuid(0), 0);
}

}  // namespace
}  // namespace burner::app
