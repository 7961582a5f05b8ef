#include "base/file.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace burner::base {

namespace {

/// Gives a file that root has just made to the owner of its directory, whose service goes on with it.
void give_to_owner_of_directory(const File& file, const std::filesystem::path& path) {
    struct stat directory{};
    const auto parent = path.parent_path();
    if (::stat(parent.empty() ? "." : parent.c_str(), &directory) != 0 || directory.st_uid == 0) return;
    if (::fchown(file.get(), directory.st_uid, directory.st_gid) != 0) errno = 0;  // the file is of use all the same
}

/// Creates a file; not open where there is one already, or a link. That one is never given away: the owner of the
/// directory may have put it there.
File create_for_owner_of_directory(const std::filesystem::path& path, int flags) {
    File made{::open(path.c_str(), flags | O_EXCL | O_CLOEXEC, 0600)};
    if (made.is_open()) give_to_owner_of_directory(made, path);
    return made;
}

}  // namespace

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

File open_file(const std::filesystem::path& path, int flags) {
    if ((flags & O_CREAT) != 0 && ::geteuid() == 0) {
        File made = create_for_owner_of_directory(path, flags);
        if (made.is_open() || errno != EEXIST) return made;
    }
    return File{::open(path.c_str(), flags | O_CLOEXEC, 0600)};
}

bool write_all(const File& file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::optional<std::string> read_all(const File& file) {
    std::string text;
    std::array<char, 4096> part;
    for (;;) {
        const ssize_t got = ::read(file.get(), part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return text;
        text.append(part.data(), static_cast<std::size_t>(got));
    }
}

bool sync_directory(const std::filesystem::path& directory) {
    const File opened = open_file(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
    return opened.is_open() && ::fsync(opened.get()) == 0;
}

bool create_file(const std::filesystem::path& path, std::string_view text) {
    const File file = open_file(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.is_open()) return false;
    if (write_all(file, text) && ::fsync(file.get()) == 0) return true;
    const int reason = errno;
    ::unlink(path.c_str());
    errno = reason;
    return false;
}

bool rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    return ::rename(from.c_str(), to.c_str()) == 0 && sync_directory(to.parent_path());
}

}  // namespace burner::base
