#include "audit/log_file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.hpp"

namespace burner::audit {

namespace {

/// Longer than any batch of another process takes.
constexpr std::chrono::seconds lock_patience{5};
/// How much of an incomplete line the event quotes.
constexpr std::size_t quoted_bytes = 600;

class Unlock {
  public:
    explicit Unlock(const OpenFile& file) : file_(file) {}
    Unlock(const Unlock&) = delete;
    Unlock& operator=(const Unlock&) = delete;
    ~Unlock() {
        if (file_.is_open()) ::flock(file_.get(), LOCK_UN);
    }

  private:
    const OpenFile& file_;
};

/// A name is durable when its directory is.
void sync_directory(const std::filesystem::path& directory) {
    const OpenFile opened{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (opened.is_open()) ::fsync(opened.get());
}

std::string tail_of_line(const Link& link) {
    return fmt::format("{}\"}}\n", view(link.hash));
}

}  // namespace

LogFile::LogFile(Settings settings, const base::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), process_(fmt::to_string(::getpid())) {}

std::expected<void, std::string> LogFile::append(bool durable, const Fill& fill) {
    if (auto opened = open(); !opened) return opened;
    const Unlock unlock{file_};
    if (auto found = find_end(); !found) return found;
    lines_.clear();
    Link link = end_.link;
    if (!altered_.empty()) append_line(lines_, own_event(Action::audit_altered, altered_), link);
    fill(lines_, link);
    if (auto written = write(lines_, durable); !written) return written;
    altered_.clear();
    end_.link = link;
    end_.size += lines_.size();
    if (end_.size >= settings_.max_bytes) rotate();
    return {};
}

/// Opens the file that has the name now, and locks it.
LogFile::Outcome LogFile::open() {
    struct stat before{};
    const bool was_open = file_.is_open() && ::fstat(file_.get(), &before) == 0;
    auto locked = open_locked(settings_.directory, O_RDWR | O_APPEND | O_CREAT, LOCK_EX, lock_patience);
    if (!locked) return std::unexpected(std::move(locked.error()));
    struct stat after{};
    if (::fstat(locked->get(), &after) != 0) return std::unexpected(fault("read"));
    const bool is_same = was_open && before.st_ino == after.st_ino && before.st_dev == after.st_dev;
    if (!is_same) {
        end_.is_known = false;
        sync_directory(settings_.directory);
    }
    file_ = std::move(*locked);
    return {};
}

LogFile::Outcome LogFile::find_end() {
    struct stat about{};
    if (::fstat(file_.get(), &about) != 0) return std::unexpected(fault("read"));
    const auto size = static_cast<std::uint64_t>(about.st_size);
    if (end_.is_known && size == end_.size) return {};
    const auto tail = read_tail(file_.get(), size);
    if (!tail) return std::unexpected(fault("read"));
    const auto link = link_of(*tail);
    if (!link) return std::unexpected(link.error());
    if (was_altered(*link, size)) {
        altered_ = fmt::format("this process had written up to seq {} with hash {} and found seq {} with hash {}",
                               end_.link.seq, view(end_.link.hash), link->seq, view(link->hash));
        base::log(base::LogLevel::error, "the audit log was altered", {{"detail", altered_}});
    }
    end_ = {*link, size, true};
    return tail->fragment.empty() ? Outcome{} : repair(tail->fragment, size - tail->fragment.size());
}

/// A file without a whole line goes on from the newest one that was put aside.
std::expected<Link, std::string> LogFile::link_of(const Tail& tail) const {
    std::string line = tail.last_line;
    std::string file = current_file(settings_.directory).native();
    if (line.empty()) {
        const auto rotated = rotated_files(settings_.directory);
        if (rotated.empty()) return Link{};
        file = rotated.back().path.native();
        const OpenFile newest{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
        struct stat about{};
        const bool is_there = newest.is_open() && ::fstat(newest.get(), &about) == 0;
        const auto its_tail =
            is_there ? read_tail(newest.get(), static_cast<std::uint64_t>(about.st_size)) : std::nullopt;
        if (!its_tail) return std::unexpected(fault("read"));
        line = its_tail->last_line;
    }
    const auto read = read_line(line);
    if (read) return read->link;
    return std::unexpected(
        fmt::format("the last line of {} is damaged ({}): see `burner audit verify`, then move the "
                    "audit*.jsonl files away to begin a new log",
                    file, read.error()));
}

bool LogFile::was_altered(const Link& found, std::uint64_t size) const {
    if (end_.link.seq == 0) return false;
    if (found.seq < end_.link.seq || (found.seq == end_.link.seq && found.hash != end_.link.hash)) return true;
    if (!end_.is_known || end_.size == 0) return false;
    if (size < end_.size) return true;
    const std::string expected = tail_of_line(end_.link);
    std::string there(expected.size(), '\0');
    return !read_exactly(file_.get(), there, end_.size - expected.size()) || there != expected;
}

/// Overwrites in one write, so that a kill leaves either the fragment or the event that quotes it.
LogFile::Outcome LogFile::repair(const std::string& fragment, std::uint64_t at) {
    std::string line;
    Link link = end_.link;
    const auto detail = fmt::format("an incomplete line of {} bytes was replaced, sha256 {}: {}", fragment.size(),
                                    view(hex_sha256(fragment)), fragment.substr(0, quoted_bytes));
    append_line(line, own_event(Action::audit_repaired, detail), link);
    const OpenFile in_place{::open(current_file(settings_.directory).c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!in_place.is_open() ||
        ::pwrite(in_place.get(), line.data(), line.size(), static_cast<off_t>(at)) !=
            static_cast<ssize_t>(line.size()) ||
        ::ftruncate(in_place.get(), static_cast<off_t>(at + line.size())) != 0 || ::fdatasync(in_place.get()) != 0) {
        end_.is_known = false;
        return std::unexpected(fault("repaired"));
    }
    end_ = {link, at + line.size(), true};
    base::log(base::LogLevel::warn, "an incomplete line of the audit log was replaced", {{"detail", detail}});
    return {};
}

LogFile::Outcome LogFile::write(std::string_view lines, bool durable) {
    std::size_t done = 0;
    while (done < lines.size()) {
        const ssize_t count = ::write(file_.get(), lines.data() + done, lines.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    if (done == lines.size() && (!durable || ::fdatasync(file_.get()) == 0)) return {};
    auto reason = fault("written");
    // None of it, rather than a part: it is written again later. Where that fails too, the next append repairs.
    if (::ftruncate(file_.get(), static_cast<off_t>(end_.size)) != 0) end_.is_known = false;
    return std::unexpected(std::move(reason));
}

/// Where it fails the file goes on growing.
void LogFile::rotate() {
    std::string start(32, '\0');
    std::uint64_t first = 0;
    constexpr std::string_view before_seq = R"({"seq":)";
    if (!read_exactly(file_.get(), start, 0) || !start.starts_with(before_seq)) return;
    std::from_chars(start.data() + before_seq.size(), start.data() + start.size(), first);
    const auto current = current_file(settings_.directory);
    const auto aside = rotated_file(settings_.directory, first);
    if (first == 0 || ::fdatasync(file_.get()) != 0 ||
        ::renameat2(AT_FDCWD, current.c_str(), AT_FDCWD, aside.c_str(), RENAME_NOREPLACE) != 0) {
        base::log(base::LogLevel::warn, "the audit log was not rotated", {{"reason", fault("renamed")}});
        return;
    }
    sync_directory(settings_.directory);
    end_.is_known = false;
    base::log(base::LogLevel::info, "the audit log was rotated",
              {{"file", aside.native()}, {"head", view(end_.link.hash)}});
}

Event LogFile::own_event(Action action, std::string_view detail) const {
    return {.action = action, .time = clock_.now(), .actor = {Actor::Kind::process, process_}, .detail = detail};
}

std::string LogFile::fault(std::string_view what) const {
    return fmt::format("{} cannot be {}: {}", current_file(settings_.directory).native(), what,
                       std::generic_category().message(errno));
}

}  // namespace burner::audit
