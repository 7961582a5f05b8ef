#include "audit/line.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/append.hpp"
#include "base/hash.hpp"
#include "base/json_text.hpp"
#include "base/plain_ascii.hpp"
#include "base/timestamp.hpp"

namespace burner::audit {

namespace {

constexpr std::string_view seq_start = R"({"seq":)";
constexpr std::string_view prev_start = R"(,"prev":")";
constexpr std::string_view hash_start = R"(,"hash":")";
constexpr std::string_view hash_end = R"("})";
constexpr std::size_t hash_member = hash_start.size() + 64 + hash_end.size();
constexpr std::size_t prev_member = prev_start.size() + 64 + 1;

std::string_view prefix_of(Actor::Kind kind) {
    switch (kind) {
        case Actor::Kind::anonymous:
            return "anonymous";
        case Actor::Kind::key:
            return "key:";
        case Actor::Kind::session:
            return "session:";
        case Actor::Kind::user:
            return "user:";
        case Actor::Kind::process:
            return "process:";
    }
    return {};
}

/// Events come in the order of their time, sixty a millisecond at full load: formatted once each.
std::string_view time_text(base::UnixTime time) {
    thread_local base::TimeText text;
    return text.of(time);
}

/// A value, after all that stands before it, and its closing quote. Nearly all are ids, with nothing to escape.
void append_text(std::string& out, std::string_view before, std::string_view text) {
    text = text.substr(0, longest_text);
    if (base::is_plain_ascii<'"', '\\'>(text)) {
        base::append(out, before, text, "\"");
        return;
    }
    out += before;
    base::append_escaped(out, text);
    out += '"';
}

std::unexpected<std::string> flaw(std::string reason) {
    return std::unexpected(std::move(reason));
}

}  // namespace

HexHash hex_sha256(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto digest = base::sha256(base::as_bytes(bytes));
    HexHash text;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return text;
}

void append_members(std::string& out, const Event& event) {
    base::append(out, R"(,"time":")", time_text(event.time), R"(","action":")", to_text(event.action),
                 R"(","actor":")");
    append_text(out, prefix_of(event.actor.kind), event.actor.id);
    append_text(out, R"(,"project":")", event.project);
    append_text(out, R"(,"subject":")", event.subject);
    if (!event.wallet.empty()) append_text(out, R"(,"wallet":")", event.wallet);
    append_text(out, R"(,"from":")", event.from);
    append_text(out, R"(,"requestId":")", event.request_id);
    if (!event.detail.empty()) append_text(out, R"(,"detail":")", event.detail);
    if (event.count != 1) out.append(R"(,"count":)").append(fmt::format_int{event.count}.c_str());
}

void append_line(std::string& out, const Event& event, Link& link) {
    std::string members;
    append_members(members, event);
    append_line(out, members, link);
}

void append_line(std::string& out, std::string_view members, Link& link) {
    const std::size_t start = out.size();
    const fmt::format_int seq{link.seq + 1};
    base::append(out, seq_start, std::string_view{seq.data(), seq.size()}, members, prev_start, view(link.hash),
                 hash_end);
    link = {link.seq + 1, hex_sha256(std::string_view{out}.substr(start))};
    out.pop_back();
    base::append(out, hash_start, view(link.hash), hash_end, "\n");
}

std::expected<LinkedLine, std::string> read_line(std::string_view line) {
    if (line.size() < seq_start.size() + prev_member + hash_member || !line.starts_with(seq_start))
        return flaw("it is no line of an audit log");
    const auto hashed = line.substr(0, line.size() - hash_member);
    const auto hash = line.substr(hashed.size() + hash_start.size(), 64);
    if (line.substr(hashed.size(), hash_start.size()) != hash_start || !line.ends_with(hash_end))
        return flaw("it does not end with its hash");
    thread_local std::string object;
    object.assign(hashed).append(1, '}');
    LinkedLine read;
    read.link.hash = hex_sha256(object);
    if (view(read.link.hash) != hash) return flaw("its bytes do not have the hash that it names");
    const auto prev = hashed.substr(hashed.size() - prev_member);
    const auto* const first = hashed.data() + seq_start.size();
    const auto [end, error] = std::from_chars(first, hashed.data() + hashed.size(), read.link.seq);
    if (error != std::errc{} || *end != ',' || !prev.starts_with(prev_start) || !prev.ends_with('"'))
        return flaw("it has a hash but not the form of a line");
    read.prev = prev.substr(prev_start.size(), 64);
    return read;
}

std::expected<LinkedLine, std::string> read_line_after(std::string_view line, const Link& before) {
    auto read = read_line(line);
    if (!read) return read;
    if (read->link.seq != before.seq + 1)
        return flaw(fmt::format("its seq is {}, not {}: lines are missing or in another order", read->link.seq,
                                before.seq + 1));
    if (read->prev != view(before.hash)) return flaw("it does not follow the line before: its prev is another hash");
    return read;
}

}  // namespace burner::audit
