#include "audit/verify.hpp"

#include <utility>

#include <fmt/format.h>

#include "audit/log_notes.hpp"
#include "audit/retention.hpp"

namespace burner::audit {

namespace {

class Walk {
  public:
    explicit Walk(const VerifyOptions& options) : options_(options) {
        found_.last.hash = options.after;
        found_.found_head = options.head == view(options.after);
    }

    void begin_file() { line_ = 0; }

    bool take(const LogPart& part, std::string_view line, bool is_whole) {
        ++line_;
        ++batch_size_;
        if (!is_whole) return stop(part, "it is cut off: it has no line end");
        notes_.take(line);
        bytes_ += line.size() + 1;
        if (line_ % 4096 == 0) options_.progress(bytes_);
        if (const auto sealed = sealed_line(line)) return end_batch(part, *sealed);
        batch_.append(line).append(1, '\n');
        return batch_.size() <= max_batch_bytes || stop(part, "no line has a hash: they are no lines of an audit log");
    }

    bool end_file(const LogPart& part) {
        if (batch_size_ != 0) return stop(part, "it is cut off: no line with a hash follows");
        if (part.last_seq && *part.last_seq != found_.last.seq)
            return stop(part, fmt::format("its seq is {}, not the one in the file's name", found_.last.seq));
        return true;
    }

    bool stop(const LogPart& part, std::string reason) {
        const std::uint64_t before = batch_size_ == 0 ? 0 : batch_size_ - 1;
        found_.flaw = Flaw{part.path, line_ - before, line_, std::move(reason)};
        return false;
    }

    bool goes_on() const { return !found_.flaw; }
    Verdict take_found() {
        found_.notes = notes_.take_texts();
        found_.was_altered = notes_.was_altered();
        return std::move(found_);
    }

  private:
    bool end_batch(const LogPart& part, const SealedLine& last) {
        const Link& link = last.link;
        if (link.seq < batch_size_) return stop(part, fmt::format("its seq is {}: lines were put in", link.seq));
        const std::uint64_t first_seq = link.seq - batch_size_ + 1;
        if (found_.events == 0 && options_.after == Link{}.hash && first_seq != 1) {
            return stop(part, fmt::format("the log begins with seq {}: older files are missing (--after names their "
                                          "last hash)",
                                          first_seq));
        }
        if (found_.events != 0 && first_seq != found_.last.seq + 1) {
            return stop(part, fmt::format("its seq is {}, not {}: lines are missing or in another order", link.seq,
                                          found_.last.seq + batch_size_));
        }
        if (link.hash != hash_of_batch(found_.last.hash, batch_, last))
            return stop(part, "its bytes do not have the hash that it names, after the one before");
        if (found_.events == 0) found_.first_seq = first_seq;
        found_.events += std::exchange(batch_size_, 0);
        found_.last = link;
        if (options_.head == view(link.hash)) found_.found_head = true;
        batch_.clear();
        return true;
    }

    const VerifyOptions& options_;
    Verdict found_;
    LogNotes notes_;
    std::string batch_;             ///< its lines so far
    std::uint64_t batch_size_ = 0;  ///< lines
    std::uint64_t line_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace

Verdict verify(const std::vector<LogPart>& parts, VerifyOptions options) {
    if (options.after == Link{}.hash) options.after = anchor_of(parts).value_or(options.after);
    Walk walk{options};
    for (const LogPart& part : parts) {
        walk.begin_file();
        const bool could_read =
            for_each_line(part, [&](std::string_view line, bool is_whole) { return walk.take(part, line, is_whole); });
        if (!could_read && walk.goes_on()) walk.stop(part, "the file cannot be read further");
        if (!walk.goes_on() || !walk.end_file(part)) break;
    }
    return walk.take_found();
}

}  // namespace burner::audit
