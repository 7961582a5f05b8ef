#include "audit/log_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "audit/tail.hpp"
#include "base/log.hpp"

namespace burner::audit {

namespace {

/// How much of an incomplete line the event quotes.
constexpr std::size_t quoted_bytes = 600;

class Unlock {
  public:
    explicit Unlock(const base::File& file) : file_(file) {}
    Unlock(const Unlock&) = delete;
    Unlock& operator=(const Unlock&) = delete;
    ~Unlock() {
        if (file_.is_open()) ::flock(file_.get(), LOCK_UN);
    }

  private:
    const base::File& file_;
};

std::string end_of_batch(const Link& link) {
    return fmt::format("{}\"}}\n", view(link.hash));
}

std::string damaged(const std::filesystem::path& file) {
    return fmt::format(
        "the end of {} is damaged: see `burner audit verify`, then move the audit*.jsonl files away to begin a new log",
        file.native());
}

}  // namespace

LogFile::LogFile(Settings settings, const base::Clock& clock)
    : settings_(std::move(settings)), clock_(clock), process_(fmt::to_string(::getpid())) {}

std::expected<void, std::string> LogFile::append(bool durable, std::string_view lines) {
    if (auto opened = open(); !opened) return opened;
    const Unlock unlock{file_};
    if (auto found = find_end(); !found) return found;
    if (!altered_.empty()) {
        auto told = append_batch(own_line(Action::audit_altered, altered_), durable);
        if (!told) return told;
        altered_.clear();
    }
    if (!lines.empty()) {
        if (auto written = append_batch(lines, durable); !written) return written;
    }
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
        if (!base::sync_directory(settings_.directory)) return std::unexpected(fault("made durable"));
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
    end_ = {*link, size - tail->rest.size(), true};
    return tail->rest.empty() ? Outcome{} : repair(tail->rest);
}

/// Returns where the chain goes on: a file without a whole batch continues the newest one that was put aside.
std::expected<Link, std::string> LogFile::link_of(const Tail& tail) const {
    if (tail.link) return *tail.link;
    const auto rotated = rotated_files(settings_.directory);
    if (rotated.empty()) return Link{};
    const auto& file = rotated.back().path;
    const base::File newest = base::open_file(file, O_RDONLY);
    struct stat about{};
    if (!newest.is_open() || ::fstat(newest.get(), &about) != 0) return std::unexpected(fault("read"));
    const auto its_tail = read_tail(newest.get(), static_cast<std::uint64_t>(about.st_size));
    if (its_tail && its_tail->link && its_tail->rest.empty()) return *its_tail->link;
    return std::unexpected(damaged(file));
}

bool LogFile::was_altered(const Link& found, std::uint64_t size) const {
    if (end_.link.seq == 0) return false;
    if (found.seq < end_.link.seq || (found.seq == end_.link.seq && found.hash != end_.link.hash)) return true;
    if (!end_.is_known || end_.size == 0) return false;
    if (size < end_.size) return true;
    const std::string expected = end_of_batch(end_.link);
    std::string there(expected.size(), '\0');
    return !read_exactly(file_.get(), there, end_.size - expected.size()) || there != expected;
}

/// Repairs the end; `rest` begins where the last batch ended. It is one write, so that a kill leaves either the
/// fragment or the event that quotes it.
LogFile::Outcome LogFile::repair(std::string_view rest) {
    const std::string_view lines = rest.substr(0, rest.rfind('\n') + 1);
    const std::string_view fragment = rest.substr(lines.size());
    if (lines.size() > max_batch_bytes) return std::unexpected(damaged(current_file(settings_.directory)));
    const auto detail = fmt::format(
        "a batch was cut off after {} lines; an incomplete line of {} bytes was replaced, sha256 {}: {}",
        std::ranges::count(lines, '\n'), fragment.size(), view(hex_sha256(fragment)), fragment.substr(0, quoted_bytes));
    std::string line = own_line(Action::audit_repaired, detail);
    const BatchSeal seal = seal_batch(fmt::format("{}{}", lines, line), end_.link);
    line.replace(line.size() - unsealed_end, unsealed_end, seal.text);
    const std::uint64_t at = end_.size + lines.size();
    const base::File in_place = base::open_file(current_file(settings_.directory), O_WRONLY | O_NOFOLLOW);
    if (!in_place.is_open() ||
        ::pwrite(in_place.get(), line.data(), line.size(), static_cast<off_t>(at)) !=
            static_cast<ssize_t>(line.size()) ||
        ::ftruncate(in_place.get(), static_cast<off_t>(at + line.size())) != 0 || ::fdatasync(in_place.get()) != 0) {
        end_.is_known = false;
        return std::unexpected(fault("repaired"));
    }
    end_ = {seal.link, at + line.size(), true};
    base::log(base::LogLevel::warn, "the end of the audit log was repaired", {{"detail", detail}});
    return {};
}

LogFile::Outcome LogFile::append_batch(std::string_view lines, bool durable) {
    const BatchSeal seal = seal_batch(lines, end_.link);
    lines.remove_suffix(unsealed_end);
    if (write(lines, seal.text) && (!durable || ::fdatasync(file_.get()) == 0)) {
        end_.link = seal.link;
        end_.size += lines.size() + seal.text.size();
        return {};
    }
    auto reason = fault("written");
    // Keep none of it, rather than a part: it is written again later. If that fails too, the next append repairs.
    if (::ftruncate(file_.get(), static_cast<off_t>(end_.size)) != 0) end_.is_known = false;
    return std::unexpected(std::move(reason));
}

bool LogFile::write(std::string_view start, std::string_view end) {
    while (!start.empty() || !end.empty()) {
        const std::array parts{iovec{const_cast<char*>(start.data()), start.size()},
                               iovec{const_cast<char*>(end.data()), end.size()}};
        const ssize_t count = ::writev(file_.get(), parts.data(), parts.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        const auto of_start = std::min(start.size(), static_cast<std::size_t>(count));
        start.remove_prefix(of_start);
        end.remove_prefix(static_cast<std::size_t>(count) - of_start);
    }
    return true;
}

/// Puts the file aside; if that fails, it goes on growing.
void LogFile::rotate() {
    const auto current = current_file(settings_.directory);
    const auto aside = rotated_file(settings_.directory, end_.link.seq);
    if (::fdatasync(file_.get()) != 0 ||
        ::renameat2(AT_FDCWD, current.c_str(), AT_FDCWD, aside.c_str(), RENAME_NOREPLACE) != 0) {
        base::log(base::LogLevel::warn, "the audit log was not rotated", {{"reason", fault("renamed")}});
        return;
    }
    end_.is_known = false;
    if (!base::sync_directory(settings_.directory))
        base::log(base::LogLevel::warn, "the rotation of the audit log may not survive a power cut",
                  {{"reason", fault("made durable")}});
    base::log(base::LogLevel::info, "the audit log was rotated",
              {{"file", aside.native()}, {"head", view(end_.link.hash)}});
}

std::string LogFile::own_line(Action action, std::string_view detail) const {
    std::string line;
    append_line(line,
                {.action = action, .time = clock_.now(), .actor = {Actor::Kind::process, process_}, .detail = detail});
    return line;
}

std::string LogFile::fault(std::string_view what) const {
    return fmt::format("{} cannot be {}: {}", current_file(settings_.directory).native(), what,
                       std::generic_category().message(errno));
}

}  // namespace burner::audit
