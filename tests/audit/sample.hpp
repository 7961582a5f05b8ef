#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include "audit/line.hpp"
#include "audit/stored_event.hpp"
#include "audit/verify.hpp"
#include "fakes/fake_clock.hpp"

namespace burner::audit {

inline const fakes::FakeClock clock;

inline Event mint(base::UnixTime time, std::string_view session = "AZ1x0Zk5Wc2n0sQJb8uV4g") {
    return {.action = Action::session_mint,
            .time = time,
            .actor = {Actor::Kind::key, "key_1"},
            .project = "prj_1",
            .subject = session,
            .wallet = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
            .from = "127.0.0.1",
            .request_id = "abcdefg00000001"};
}

inline Event refusal(base::UnixTime time, std::string_view from, std::string_view code = "invalid_api_key") {
    return {.action = Action::request_refuse,
            .time = time,
            .subject = "/sessions",
            .from = from,
            .request_id = "r",
            .detail = code};
}

inline std::string line_of(const Event& event) {
    std::string line;
    append_line(line, event);
    return line;
}

/// Whole lines as a batch that follows `link`, which moves to it.
inline std::string sealed(std::string lines, Link& link) {
    const BatchSeal seal = seal_batch(lines, link);
    link = seal.link;
    return lines.replace(lines.size() - unsealed_end, unsealed_end, seal.text);
}

inline std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_text(const std::filesystem::path& file, std::string_view text) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// Reads the lines of all files of the log.
inline std::vector<StoredEvent> events_in(const std::filesystem::path& directory) {
    std::vector<StoredEvent> events;
    const auto parts = snapshot(directory).value();
    for (const auto& part : parts) {
        for (const auto& line : lines_of(text_of(part.path))) events.push_back(stored_event(line).value());
    }
    return events;
}

inline Verdict verdict_of(const std::filesystem::path& directory, const VerifyOptions& options = {}) {
    return verify(snapshot(directory).value(), options);
}

/// Says what is wrong, or "ok".
inline std::string state_of(const std::filesystem::path& directory, const VerifyOptions& options = {}) {
    const auto verdict = verdict_of(directory, options);
    if (!verdict.flaw) return "ok";
    return verdict.flaw->file.filename().string() + ":" + std::to_string(verdict.flaw->first_line) + ": " +
           verdict.flaw->reason;
}

}  // namespace burner::audit
