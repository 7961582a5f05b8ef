#include "app/directory_lock.hpp"

#include <memory>
#include <optional>
#include <stdexcept>

#include <gmock/gmock.h>
#include <unistd.h>

#include "fakes/temporary_folder.hpp"

namespace burner::app {
namespace {

TEST(DirectoryLock, IsHeldByOneServerAndNamesItToAnother) {
    const fakes::TemporaryFolder folder;
    std::optional<DirectoryLock> first{folder.path()};
    try {
        const DirectoryLock second{folder.path()};
        FAIL() << "a second server got the directory";
    } catch (const std::runtime_error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr(folder.path().string()));
        EXPECT_THAT(refused.what(), testing::HasSubstr("(process " + std::to_string(::getpid()) + ")"));
    }
    first.reset();
    EXPECT_NO_THROW(DirectoryLock{folder.path()});
}

TEST(DirectoryLock, SaysWhyItCannotBeTaken) {
    const fakes::TemporaryFolder folder;
    EXPECT_THROW(DirectoryLock{folder.path() / "missing"}, std::runtime_error);
}

}  // namespace
}  // namespace burner::app
