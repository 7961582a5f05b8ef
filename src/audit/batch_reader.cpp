#include "audit/batch_reader.hpp"

#include <algorithm>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/log_files.hpp"
#include "audit/retention.hpp"
#include "audit/tail.hpp"

namespace burner::audit {

namespace {

std::uint64_t size_of(const base::File& file) {
    struct stat about{};
    return file.is_open() && ::fstat(file.get(), &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
}

std::uint64_t size_of(const std::filesystem::path& path) {
    struct stat about{};
    return ::stat(path.c_str(), &about) == 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
}

/// Opens the file that grows at a moment between two writes, and lets the writers go on; closed: there is none. Its
/// size at that moment goes to `size`.
std::expected<base::File, std::string> open_growing(const std::filesystem::path& directory, std::uint64_t& size) {
    std::error_code ignored;
    if (!std::filesystem::exists(current_file(directory), ignored)) return base::File{};
    auto file = open_locked(directory, O_RDONLY, LOCK_SH, lock_patience);
    if (!file) return file;
    size = size_of(*file);
    ::flock(file->get(), LOCK_UN);
    return file;
}

/// Takes the whole batches from the beginning of `text`, as many as `max_bytes` hold, at least one.
std::vector<Batch> batches_in(std::string_view text, std::optional<Link> before, std::size_t max_bytes) {
    std::vector<Batch> batches;
    std::size_t begin = 0;
    std::size_t line = 0;
    std::uint64_t lines = 0;
    for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', line)) {
        const auto sealed = sealed_line(text.substr(line, end - line));
        line = end + 1;
        ++lines;
        if (!sealed) continue;
        if (!batches.empty() && line > max_bytes) break;
        if (!before) before = Link{.seq = sealed->link.seq - std::min(sealed->link.seq, lines)};
        batches.push_back({*before, sealed->link, std::string{text.substr(begin, line - begin)}});
        before = sealed->link;
        begin = line;
        lines = 0;
    }
    return batches;
}

}  // namespace

void BatchReader::rewind() {
    file_ = {};
    at_.reset();
}

std::expected<bool, std::string> BatchReader::seek(const Link& link) {
    file_ = {};
    at_ = link;
    const auto opened = open_file();
    if (!opened) return std::unexpected(opened.error());
    const auto found = *opened ? find(link) : std::expected<bool, std::string>{false};
    if (!found || *found) return found;
    // The file after the link has no whole batch yet: the one before must end with it.
    const auto aside = rotated_files(directory_);
    const bool is_new = offset_ == 0 && (!file_.is_open() || is_growing_);
    const auto end = aside.empty() ? Link{} : end_of(aside.back()).value_or(Link{});
    at_ = link;
    return is_new && end == link;
}

/// Looks for the link in the opened file, and stops behind it. The link before the file's first batch counts if that
/// batch was hashed with it.
std::expected<bool, std::string> BatchReader::find(const Link& link) {
    at_.reset();
    const auto stop_at = [&](std::uint64_t offset) {
        offset_ = offset;
        at_ = link;
        return true;
    };
    for (;;) {
        std::uint64_t offset = offset_;
        const auto page = read(usual_batch);
        if (!page) return std::unexpected(page.error());
        if (page->empty()) return false;
        for (const Batch& batch : *page) {
            if (offset == 0 && batch.before.seq == link.seq) {
                const auto parts = take_apart(batch.lines, link.hash);
                return parts && parts->hash == batch.end.hash && stop_at(offset);
            }
            offset += batch.lines.size();
            if (batch.end == link) return stop_at(offset);
            if (batch.end.seq >= link.seq) return false;
        }
    }
}

std::expected<std::vector<Batch>, std::string> BatchReader::next(std::size_t max_bytes) {
    for (;;) {
        if (!file_.is_open()) {
            const auto opened = open_file();
            if (!opened) return std::unexpected(opened.error());
            if (!*opened) return {};
        } else if (auto looked = look_again(); !looked) {
            return std::unexpected(looked.error());
        }
        auto batches = read(max_bytes);
        if (!batches || !batches->empty() || is_growing_) return batches;
        if (offset_ != size_)
            return std::unexpected(fmt::format("the end of {} is damaged: see `burner audit verify`", path_.native()));
        file_ = {};
    }
}

/// Opens the file that has what follows `at_`. False: there is none yet.
std::expected<bool, std::string> BatchReader::open_file() {
    // The growing one first: if it is put aside meanwhile, it is found there.
    std::uint64_t size = 0;
    auto growing = open_growing(directory_, size);
    if (!growing) return std::unexpected(growing.error());
    offset_ = 0;
    for (const RotatedFile& aside : rotated_files(directory_)) {
        if (at_ && aside.last_seq <= at_->seq) continue;
        file_ = base::open_file(aside.path, O_RDONLY);
        if (!file_.is_open()) return std::unexpected(fmt::format("{} cannot be opened", aside.path.native()));
        path_ = aside.path;
        size_ = size_of(file_);
        is_growing_ = false;
        return true;
    }
    file_ = std::move(*growing);
    path_ = current_file(directory_);
    size_ = size;
    is_growing_ = true;
    return file_.is_open();
}

/// Learns what was written since, and whether the file was put aside.
std::expected<void, std::string> BatchReader::look_again() {
    if (is_growing_) {
        const auto growing = open_growing(directory_, size_);
        if (!growing) return std::unexpected(growing.error());
        is_growing_ = is_own(current_file(directory_)) && growing->is_open();
        if (!is_growing_) size_ = size_of(file_);
    }
    if (size_ < offset_) return std::unexpected(fmt::format("{} was cut", path_.native()));
    return {};
}

std::expected<std::vector<Batch>, std::string> BatchReader::read(std::size_t max_bytes) {
    const auto wanted = std::max<std::uint64_t>(max_bytes, max_batch_bytes);
    std::string text(std::min(wanted, size_ - std::min(size_, offset_)), '\0');
    if (!read_exactly(file_.get(), text, offset_))
        return std::unexpected(fmt::format("{} cannot be read", path_.native()));
    auto batches = batches_in(text, at_, max_bytes);
    if (batches.empty() && text.size() >= max_batch_bytes)
        return std::unexpected(fmt::format("{} has lines without a hash: see `burner audit verify`", path_.native()));
    for (const Batch& batch : batches) {
        if (batch.end.seq <= batch.before.seq)
            return std::unexpected(fmt::format("{} goes back from seq {} to {}: see `burner audit verify`",
                                               path_.native(), batch.before.seq, batch.end.seq));
        offset_ += batch.lines.size();
        at_ = batch.end;
    }
    return batches;
}

bool BatchReader::make_durable() const {
    return !file_.is_open() || ::fdatasync(file_.get()) == 0;
}

std::uint64_t BatchReader::bytes_left() const {
    std::uint64_t bytes = size_of(file_) - std::min(size_of(file_), offset_);
    for (const RotatedFile& aside : rotated_files(directory_)) {
        if ((!at_ || aside.last_seq > at_->seq) && !is_own(aside.path)) bytes += size_of(aside.path);
    }
    if (!is_own(current_file(directory_))) bytes += size_of(current_file(directory_));
    return bytes;
}

bool BatchReader::is_own(const std::filesystem::path& path) const {
    struct stat own{};
    struct stat named{};
    return file_.is_open() && ::fstat(file_.get(), &own) == 0 && ::stat(path.c_str(), &named) == 0 &&
           own.st_ino == named.st_ino && own.st_dev == named.st_dev;
}

}  // namespace burner::audit
