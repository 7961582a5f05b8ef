#include "app/backup/copy_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace burner::app {

namespace {

[[noreturn]] void refuse_copy(const std::filesystem::path& file) {
    throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

}  // namespace

void copy_bytes(const base::File& from, std::uint64_t size, const std::filesystem::path& to) {
    constexpr std::uint64_t block = std::uint64_t{1} << 20;
    const base::File target = base::open_file(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!target.is_open()) refuse_copy(to);
    std::string bytes;
    for (std::uint64_t copied = 0; copied < size; copied += bytes.size()) {
        bytes.resize(std::min(block, size - copied));
        const ssize_t count = ::pread(from.get(), bytes.data(), bytes.size(), static_cast<off_t>(copied));
        if (count <= 0) refuse_copy(to);
        bytes.resize(static_cast<std::size_t>(count));
        if (!base::write_all(target, bytes)) refuse_copy(to);
    }
    if (::fsync(target.get()) != 0) refuse_copy(to);
}

void copy_whole(const std::filesystem::path& from, const std::filesystem::path& to) {
    const base::File source = base::open_file(from, O_RDONLY | O_NOFOLLOW);
    struct stat about{};
    if (!source.is_open() || ::fstat(source.get(), &about) != 0) refuse_copy(from);
    copy_bytes(source, static_cast<std::uint64_t>(about.st_size), to);
}

}  // namespace burner::app
