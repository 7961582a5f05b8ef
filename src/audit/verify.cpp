#include "audit/verify.hpp"

#include <fmt/format.h>

#include "audit/stored_event.hpp"

namespace burner::audit {

namespace {

constexpr std::size_t notes_kept = 100;

class Walk {
  public:
    explicit Walk(const VerifyOptions& options) : options_(options) {
        found_.found_head = options.head == view(options.after);
    }

    bool take(const LogPart& part, std::string_view line, bool is_whole) {
        ++line_;
        if (!is_whole) return stop(part, "it is cut off: it has no line end");
        const auto read = found_.lines == 0 ? read_first(line) : read_line_after(line, found_.last);
        if (!read) return stop(part, read.error());
        if (line_ == 1 && part.first_seq && *part.first_seq != read->link.seq)
            return stop(part, fmt::format("its seq is {}, not the one in the file's name", read->link.seq));
        if (found_.lines++ == 0) found_.first = read->link;
        found_.last = read->link;
        if (options_.head == view(read->link.hash)) found_.found_head = true;
        if (line.find(R"("action":"audit.)") != std::string_view::npos) note(line);
        bytes_ += line.size() + 1;
        if (found_.lines % 4096 == 0) options_.progress(bytes_);
        return true;
    }

    bool stop(const LogPart& part, std::string reason) {
        found_.flaw = Flaw{part.path, line_, std::move(reason)};
        return false;
    }

    void begin_file() { line_ = 0; }
    bool goes_on() const { return !found_.flaw; }
    Verdict& found() { return found_; }

  private:
    std::expected<LinkedLine, std::string> read_first(std::string_view line) const {
        auto read = read_line(line);
        if (!read) return read;
        const bool is_start = options_.after == Link{}.hash;
        if (read->prev != view(options_.after) || (is_start && read->link.seq != 1)) {
            return std::unexpected(fmt::format(
                "the log begins with seq {}: older files are missing (--after names the hash of their last line)",
                read->link.seq));
        }
        return read;
    }

    void note(std::string_view line) {
        const auto event = stored_event(line);
        if (!event || !event->action.starts_with("audit.")) return;
        if (event->action == to_text(Action::audit_altered)) found_.was_altered = true;
        if (found_.notes.size() == notes_kept) return;
        found_.notes.push_back(fmt::format("seq {} {} {}{} {}", event->seq, event->time, event->action,
                                           event->count == 1 ? "" : fmt::format(" ×{}", event->count), event->detail));
    }

    const VerifyOptions& options_;
    Verdict found_;
    std::uint64_t line_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace

Verdict verify(const std::vector<LogPart>& parts, const VerifyOptions& options) {
    Walk walk{options};
    for (const LogPart& part : parts) {
        walk.begin_file();
        const bool could_read =
            for_each_line(part, [&](std::string_view line, bool is_whole) { return walk.take(part, line, is_whole); });
        if (!could_read && walk.goes_on()) walk.stop(part, "the file cannot be read further");
        if (!walk.goes_on()) break;
    }
    return std::move(walk.found());
}

}  // namespace burner::audit
