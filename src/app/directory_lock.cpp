#include "app/directory_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace burner::app {

namespace {

/// Returns ` (process ID)` with the id that the holder wrote into the file; empty until it is written.
std::string holder(int file) {
    std::array<char, 16> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    if (size <= 0) return {};
    return fmt::format(" (process {})", std::string_view{text.data(), static_cast<std::size_t>(size)});
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) {
    const auto path = directory / "serve.lock";
    file_ = base::open_file(path, O_RDWR | O_CREAT | O_NOFOLLOW);
    if (!file_.is_open()) throw std::runtime_error(fmt::format("{}: {}", path.native(), std::strerror(errno)));
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) throw std::runtime_error(fmt::format("{}: {}", path.native(), std::strerror(errno)));
        throw std::runtime_error(
            fmt::format("another server{} is running on the data directory {}: stop it first, or name another "
                        "directory with --data-directory",
                        holder(file_.get()), directory.native()));
    }
    const std::string id = fmt::to_string(::getpid());
    if (::ftruncate(file_.get(), 0) != 0 || ::pwrite(file_.get(), id.data(), id.size(), 0) < 0)
        throw std::runtime_error(fmt::format("{}: {}", path.native(), std::strerror(errno)));
}

nodes::LockIdentity DirectoryLock::identity() const {
    const auto boot_id = base::read_all(base::open_file("/proc/sys/kernel/random/boot_id", O_RDONLY));
    struct stat status;
    if (!boot_id || ::fstat(file_.get(), &status) != 0) throw std::runtime_error("the lock cannot be identified");
    return {boot_id->substr(0, boot_id->find('\n')), status.st_dev, status.st_ino};
}

}  // namespace burner::app
