#include "audit/retention.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "audit/action.hpp"
#include "audit/stored_event.hpp"
#include "audit/tail.hpp"

namespace burner::audit {

namespace {

/// Returns whether the file's last write, which is its last event, was before `time`.
bool has_ended_before(const std::filesystem::path& file, base::UnixTime time) {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0) return false;
    return base::UnixTime{std::chrono::seconds{about.st_mtim.tv_sec}} < time;
}

std::string number_of(std::uint64_t seq) {
    return fmt::format("seq {}:", seq);
}

/// Returns the `seq` of the file's first event; 0 when no line is sealed.
std::uint64_t first_seq_of(const LogPart& part) {
    std::uint64_t lines = 0;
    std::uint64_t first = 0;
    for_each_line(part, [&](std::string_view line, bool) {
        ++lines;
        const auto sealed = sealed_line(line);
        if (sealed && sealed->link.seq >= lines) first = sealed->link.seq - lines + 1;
        return !sealed.has_value();
    });
    return first;
}

std::optional<HexHash> pruned_hash(std::string_view line, std::uint64_t last_seq) {
    if (line.find(R"("action":"audit.pruned")") == std::string_view::npos) return std::nullopt;
    const auto event = stored_event(line);
    const bool is_it =
        event && event->action == to_text(Action::audit_pruned) && event->detail.starts_with(number_of(last_seq));
    return is_it ? hash_from_hex(event->subject) : std::nullopt;
}

}  // namespace

std::vector<RotatedFile> not_kept(const std::filesystem::path& directory, const Retention& retention,
                                  base::UnixTime now) {
    auto files = rotated_files(directory);
    std::size_t gone = 0;
    if (retention.max_files != 0 && files.size() > retention.max_files) gone = files.size() - retention.max_files;
    const bool is_timed = retention.max_age.count() != 0;
    while (is_timed && gone < files.size() && has_ended_before(files[gone].path, now - retention.max_age)) ++gone;
    files.resize(gone);
    return files;
}

std::optional<Link> end_of(const RotatedFile& file) {
    const base::File opened = base::open_file(file.path, O_RDONLY);
    struct stat about{};
    if (!opened.is_open() || ::fstat(opened.get(), &about) != 0) return std::nullopt;
    auto tail = read_tail(opened.get(), static_cast<std::uint64_t>(about.st_size));
    if (!tail || !tail->rest.empty()) return std::nullopt;
    return tail->link;
}

std::string pruned_detail(const RotatedFile& file) {
    return fmt::format("{} {} was deleted", number_of(file.last_seq), file.path.filename().native());
}

std::optional<HexHash> anchor_of(const std::vector<LogPart>& parts) {
    const std::uint64_t first = parts.empty() ? 0 : first_seq_of(parts.front());
    if (first <= 1) return std::nullopt;
    std::optional<HexHash> anchor;
    for (const LogPart& part : parts) {
        for_each_line(part, [&](std::string_view line, bool) {
            anchor = pruned_hash(line, first - 1);
            return !anchor.has_value();
        });
        if (anchor) return anchor;
    }
    return std::nullopt;
}

}  // namespace burner::audit
