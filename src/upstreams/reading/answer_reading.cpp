#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

namespace {

/// simdjson keeps about 6 bytes per byte of its largest document.
constexpr std::size_t kept_capacity = 8UL << 20;

}  // namespace

AnswerFrame::AnswerFrame() : state_(std::make_unique<State>()) {}

AnswerFrame::~AnswerFrame() = default;

bool open_document(ondemand::parser& parser, std::string& body, ondemand::document& out) {
    if (body.capacity() - body.size() < simdjson::SIMDJSON_PADDING)
        body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    const simdjson::padded_string_view padded{body.data(), body.size(), body.capacity()};
    return parser.iterate(padded).get(out) == simdjson::SUCCESS;
}

void trim(ondemand::parser& parser) {
    if (parser.capacity() > kept_capacity) parser = ondemand::parser{};
}

bool read_version(ondemand::value json) {
    std::string_view text;
    return read_text(json, text) && text == "2.0";
}

bool read_id(ondemand::value json, std::uint64_t expected) {
    std::uint64_t id = 0;
    return read_number(json, id) && id == expected;
}

bool read_rpc_error(ondemand::value json, RpcError& out) {
    constexpr unsigned code = 1, message = 2, data = 4;
    Seen seen;
    const bool ok = for_each_member(json, [&](ondemand::raw_json_string key, ondemand::value value) {
        std::string_view text;
        if (key == "code") return seen.first(code) && value.get_int64().get(out.code) == simdjson::SUCCESS;
        if (key == "message") {
            if (!seen.first(message) || value.get_string().get(text) != simdjson::SUCCESS) return false;
            out.message = text;
        } else if (key == "data") {
            if (!seen.first(data) || simdjson::to_json_string(value).get(text) != simdjson::SUCCESS) return false;
            out.data = text;
        }
        return true;
    });
    return ok && seen.all(code | message);
}

}  // namespace burner::upstreams
