#include "audit/stored_event.hpp"

#include <fmt/format.h>
#include <simdjson.h>

namespace burner::audit {

namespace {

std::string text_of(const simdjson::dom::element& line, std::string_view name) {
    std::string_view text;
    if (line[name].get(text) != simdjson::SUCCESS) return {};
    return std::string{text};
}

void append_field(std::string& out, std::string_view text) {
    if (!out.empty()) out += ',';
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

std::optional<StoredEvent> stored_event(std::string_view line) {
    thread_local simdjson::dom::parser parser;
    simdjson::dom::element object;
    StoredEvent event;
    if (parser.parse(line.data(), line.size()).get(object) != simdjson::SUCCESS) return std::nullopt;
    if (object["count"].get(event.count) != simdjson::SUCCESS) event.count = 1;
    event.time = text_of(object, "time");
    event.action = text_of(object, "action");
    if (event.time.empty() || event.action.empty()) return std::nullopt;
    event.actor = text_of(object, "actor");
    event.project = text_of(object, "project");
    event.subject = text_of(object, "subject");
    event.wallet = text_of(object, "wallet");
    event.from = text_of(object, "from");
    event.request_id = text_of(object, "requestId");
    event.detail = text_of(object, "detail");
    return event;
}

std::string csv_header() {
    return "time,action,actor,project,subject,wallet,from,requestId,detail,count\r\n";
}

std::string to_csv(const StoredEvent& event) {
    std::string out;
    for (const std::string_view text :
         {std::string_view{event.time}, std::string_view{event.action}, std::string_view{event.actor},
          std::string_view{event.project}, std::string_view{event.subject}, std::string_view{event.wallet},
          std::string_view{event.from}, std::string_view{event.request_id}, std::string_view{event.detail}}) {
        append_field(out, text);
    }
    append_field(out, fmt::to_string(event.count));
    return out + "\r\n";
}

}  // namespace burner::audit
