#include "audit/line.hpp"

#include <fmt/format.h>

#include "base/append.hpp"
#include "base/json_text.hpp"
#include "base/plain_ascii.hpp"
#include "base/timestamp.hpp"

namespace burner::audit {

namespace {

std::string_view prefix_of(Actor::Kind kind) {
    switch (kind) {
        case Actor::Kind::anonymous: return "anonymous";
        case Actor::Kind::key: return "key:";
        case Actor::Kind::session: return "session:";
        case Actor::Kind::user: return "user:";
        case Actor::Kind::process: return "process:";
    }
    return {};
}

/// Formats each time once: events come in the order of their time, sixty a millisecond at full load.
std::string_view time_text(base::UnixTime time) {
    thread_local base::TimeText text;
    return text.of(time);
}

/// Appends what stands before a value, the value and its closing quote. Nearly all are ids, which need no escape.
void append_text(std::string& out, std::string_view before, std::string_view text) {
    text = text.substr(0, max_text_bytes);
    if (base::is_plain_ascii<'"', '\\'>(text)) {
        base::append(out, before, text, "\"");
        return;
    }
    out += before;
    base::append_escaped(out, text);
    out += '"';
}

}  // namespace

void append_line(std::string& out, const Event& event) {
    base::append(out, R"({"time":")", time_text(event.time), R"(","action":")", to_text(event.action),
                 R"(","actor":")");
    append_text(out, prefix_of(event.actor.kind), event.actor.id);
    append_text(out, R"(,"project":")", event.project);
    append_text(out, R"(,"subject":")", event.subject);
    if (!event.wallet.empty()) append_text(out, R"(,"wallet":")", event.wallet);
    append_text(out, R"(,"from":")", event.from);
    append_text(out, R"(,"requestId":")", event.request_id);
    if (!event.detail.empty()) append_text(out, R"(,"detail":")", event.detail);
    if (event.count != 1) out.append(R"(,"count":)").append(fmt::format_int{event.count}.c_str());
    out += "}\n";
}

}  // namespace burner::audit
