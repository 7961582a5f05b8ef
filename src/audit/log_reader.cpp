#include "audit/log_reader.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "audit/log_files.hpp"
#include "audit/tail.hpp"
#include "audit/verify.hpp"
#include "audit/verify_chains.hpp"

namespace burner::audit {

using base::Result;

namespace {

constexpr std::uint64_t step_bytes = 256u << 10;

std::unexpected<base::Error> unreadable(std::string reason) {
    return base::fail(base::ErrorCode::overloaded, "The audit log cannot be read: " + std::move(reason));
}

/// Takes the whole lines of a text from its end, which is the end of a line, and leaves what may be the rest of a line
/// that begins before it. False: no more are wanted.
bool take_backwards(std::string& text, bool is_start, const TakeEvent& take) {
    while (!text.empty()) {
        const auto before = text.size() < 2 ? std::string::npos : text.rfind('\n', text.size() - 2);
        if (before == std::string::npos && !is_start) return true;
        const auto begin = before == std::string::npos ? 0 : before + 1;
        const auto event = stored_event(std::string_view{text}.substr(begin, text.size() - begin - 1));
        if (event && !take(*event)) return false;
        text.resize(begin);
    }
    return true;
}

enum class Outcome { all, enough, bound };

/// Hands over the lines of a file from its end. What stands behind the last line end is still being written.
Result<Outcome> take_file(const LogPart& part, std::uint64_t& bytes_left, const TakeEvent& take) {
    std::string text;
    for (std::uint64_t at = part.size; at > 0;) {
        if (bytes_left == 0) return Outcome::bound;
        const auto step = std::min({step_bytes, at, bytes_left});
        std::string block(step, '\0');
        if (!read_exactly(part.file.get(), block, at - step)) return unreadable(part.path.native());
        if (at == part.size) block.resize(block.rfind('\n') + 1);
        at -= step;
        bytes_left -= step;
        text.insert(0, block);
        if (!take_backwards(text, at == 0, take)) return Outcome::enough;
    }
    return Outcome::all;
}

/// The events of one chain that were read and not handed over yet, the newest at the end.
struct Cursor {
    std::string chain;
    std::uint64_t before = std::numeric_limits<std::int64_t>::max();
    std::vector<StoredEvent> events{};
    bool is_over = false;
};

void append_events(std::vector<StoredEvent>& events, const Batch& batch) {
    std::string_view lines = batch.lines;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        if (auto event = stored_event(lines.substr(0, end))) events.push_back(*std::move(event));
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

/// Reads the batches before those that were read. Returns their bytes.
Result<std::uint64_t> refill(ChainStore& store, Cursor& cursor) {
    std::vector<Batch> batches;
    const auto read =
        store.view([&](ChainView& view) { batches = view.batches_before(cursor.chain, cursor.before, step_bytes); });
    if (!read) return std::unexpected(read.error());
    std::uint64_t bytes = 0;
    for (const Batch& batch : batches) {
        append_events(cursor.events, batch);
        bytes += batch.lines.size();
    }
    cursor.is_over = batches.empty();
    if (!batches.empty()) cursor.before = batches.front().first();
    return bytes;
}

/// Returns the cursor with the newest event; null where no chain has one left.
Cursor* newest_of(std::vector<Cursor>& cursors) {
    Cursor* newest = nullptr;
    for (Cursor& cursor : cursors) {
        if (cursor.events.empty()) continue;
        if (newest == nullptr || cursor.events.back().time > newest->events.back().time) newest = &cursor;
    }
    return newest;
}

}  // namespace

Result<bool> FileLogReader::newest(std::uint64_t max_bytes, const TakeEvent& take) {
    const auto parts = snapshot(directory_);
    if (!parts) return unreadable(parts.error());
    for (auto part = parts->rbegin(); part != parts->rend(); ++part) {
        const auto taken = take_file(*part, max_bytes, take);
        if (!taken) return std::unexpected(taken.error());
        if (*taken != Outcome::all) return *taken == Outcome::enough;
    }
    return true;
}

Result<LogCheck> FileLogReader::check() {
    const auto parts = snapshot(directory_);
    if (!parts) return unreadable(parts.error());
    const auto verdict = verify(*parts);
    LogCheck found{.events = verdict.events, .head = std::string{view(verdict.last.hash)}, .problems = {}};
    if (const auto& flaw = verdict.flaw)
        found.problems.push_back(fmt::format("{}:{}-{}: {}", flaw->file.filename().native(), flaw->first_line,
                                             flaw->last_line, flaw->reason));
    if (verdict.was_altered) found.problems.emplace_back("a running server saw that the file was altered");
    return found;
}

Result<bool> ShippedLogReader::newest(std::uint64_t max_bytes, const TakeEvent& take) {
    std::vector<std::string> chains;
    if (const auto read = store_.view([&](ChainView& view) { chains = view.chains(); }); !read)
        return std::unexpected(read.error());
    std::vector<Cursor> cursors;
    for (auto& chain : chains) cursors.push_back({.chain = std::move(chain)});
    for (;;) {
        for (Cursor& cursor : cursors) {
            if (cursor.is_over || !cursor.events.empty()) continue;
            if (max_bytes == 0) return false;
            const auto bytes = refill(store_, cursor);
            if (!bytes) return std::unexpected(bytes.error());
            max_bytes -= std::min(max_bytes, *bytes);
        }
        Cursor* newest = newest_of(cursors);
        if (newest == nullptr) return true;
        if (!take(newest->events.back())) return true;
        newest->events.pop_back();
    }
}

Result<LogCheck> ShippedLogReader::check() {
    LogCheck found;
    const auto read = store_.view([&](ChainView& shipped) {
        const auto verdict = verify_chains(shipped, {});
        found = {.events = verdict.events, .head = std::string{view(verdict.root)}, .problems = {}};
        for (const auto& [chain, reason] : verdict.flaws)
            found.problems.push_back(chain.empty() ? reason : fmt::format("{}: {}", chain, reason));
        if (verdict.was_altered) found.problems.emplace_back("a running server saw that its file was altered");
    });
    if (!read) return std::unexpected(read.error());
    return found;
}

}  // namespace burner::audit
