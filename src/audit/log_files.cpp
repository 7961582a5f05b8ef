#include "audit/log_files.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/line.hpp"
#include "base/number_text.hpp"

namespace burner::audit {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view rotated_start = "audit-";
constexpr std::string_view extension = ".jsonl";
constexpr std::size_t block_bytes = 1u << 20;

std::string because(const fs::path& path, std::string_view what) {
    return fmt::format("{} cannot be {}: {}", path.native(), what, std::generic_category().message(errno));
}

bool lock_within(int file, int how, std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(file, how | LOCK_NB) != 0) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
}

/// Returns whether the file still has the name, which rotation gives to another one.
bool has_name(int file, const fs::path& path) {
    struct stat opened{};
    struct stat named{};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

std::expected<LogPart, std::string> part_of(fs::path path, base::File file, std::optional<std::uint64_t> last_seq) {
    struct stat about{};
    if (!file.is_open() || ::fstat(file.get(), &about) != 0) return std::unexpected(because(path, "read"));
    return LogPart{std::move(path), std::move(file), static_cast<std::uint64_t>(about.st_size), last_seq};
}

}  // namespace

fs::path current_file(const fs::path& directory) {
    return directory / "audit.jsonl";
}

fs::path rotated_file(const fs::path& directory, std::uint64_t last_seq) {
    return directory / fmt::format("{}{:012}{}", rotated_start, last_seq, extension);
}

std::vector<RotatedFile> rotated_files(const fs::path& directory) {
    std::vector<RotatedFile> files;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator{directory, unreadable}) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(rotated_start) || !name.ends_with(extension)) continue;
        const auto end = name.size() - extension.size();
        const auto last = base::number_from_text<std::uint64_t>(
            std::string_view{name}.substr(rotated_start.size(), end - rotated_start.size()));
        if (last) files.push_back({*last, entry.path()});
    }
    std::ranges::sort(files, {}, &RotatedFile::last_seq);
    return files;
}

std::expected<base::File, std::string> open_locked(const fs::path& directory, int flags, int how,
                                                   std::chrono::milliseconds patience) {
    const auto path = current_file(directory);
    for (;;) {
        base::File file = base::open_file(path, flags | O_NOFOLLOW);
        if (!file.is_open()) return std::unexpected(because(path, "opened"));
        if (!lock_within(file.get(), how, patience)) return std::unexpected(because(path, "locked"));
        if (has_name(file.get(), path)) return file;
    }
}

std::expected<std::vector<LogPart>, std::string> snapshot(const fs::path& directory) {
    constexpr std::chrono::seconds patience{10};
    std::vector<LogPart> parts;
    std::error_code ignored;
    base::File current;
    if (fs::exists(current_file(directory), ignored)) {
        auto opened = open_locked(directory, O_RDONLY, LOCK_SH, patience);
        if (!opened) return std::unexpected(std::move(opened.error()));
        current = std::move(*opened);
    }
    for (auto& [last_seq, path] : rotated_files(directory)) {
        base::File file = base::open_file(path, O_RDONLY);
        auto part = part_of(std::move(path), std::move(file), last_seq);
        if (!part) return std::unexpected(std::move(part.error()));
        parts.push_back(std::move(*part));
    }
    if (current.is_open()) {
        auto part = part_of(current_file(directory), std::move(current), std::nullopt);
        if (!part) return std::unexpected(std::move(part.error()));
        ::flock(part->file.get(), LOCK_UN);
        parts.push_back(std::move(*part));
    }
    if (parts.empty()) return std::unexpected(fmt::format("there is no audit log in {}", directory.native()));
    return parts;
}

bool for_each_line(const LogPart& part, const TakeLine& take) {
    std::string text;
    for (std::uint64_t read = 0; read < part.size;) {
        const std::size_t kept = text.size();
        text.resize(kept + std::min<std::uint64_t>(block_bytes, part.size - read));
        const ssize_t count =
            ::pread(part.file.get(), text.data() + kept, text.size() - kept, static_cast<off_t>(read));
        if (count <= 0) return false;
        text.resize(kept + static_cast<std::size_t>(count));
        read += static_cast<std::uint64_t>(count);
        std::size_t begin = 0;
        for (auto end = text.find('\n', kept); end != std::string::npos; end = text.find('\n', begin)) {
            if (!take(std::string_view{text}.substr(begin, end - begin), true)) return true;
            begin = end + 1;
        }
        text.erase(0, begin);
        if (text.size() > max_line_bytes) break;
    }
    if (!text.empty()) take(text, false);
    return true;
}

}  // namespace burner::audit
