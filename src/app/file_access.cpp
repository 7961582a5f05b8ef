#include "app/file_access.hpp"

#include <optional>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace burner::app {

namespace fs = std::filesystem;

namespace {

/// Returns nullopt unless the path is a file or a directory: modes of pipes and devices say something else.
std::optional<struct stat> look_at(const fs::path& path) {
    struct stat info{};
    if (::stat(path.c_str(), &info) != 0 || (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))) return std::nullopt;
    return info;
}

/// Tells whether another user owns the file. Root may look after the files of a service that runs as somebody else.
bool is_of_another_user(const struct stat& info) {
    const uid_t user = ::geteuid();
    return user != 0 && info.st_uid != 0 && info.st_uid != user;
}

}  // namespace

void refuse_what_others_can_write(const fs::path& path) {
    const auto info = look_at(path);
    if (!info) return;
    if ((info->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        throw std::runtime_error(fmt::format("{}: other users can write it; run chmod go-w on it", path.string()));
    if (is_of_another_user(*info))
        throw std::runtime_error(
            fmt::format("{}: it belongs to another user, who can write it; run chown on it", path.string()));
}

bool others_can_read(const fs::path& path) {
    const auto info = look_at(path);
    return info && (info->st_mode & (S_IRGRP | S_IROTH)) != 0;
}

}  // namespace burner::app
