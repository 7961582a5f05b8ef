#include "upstreams/reading/answer_reading.hpp"

namespace burner::upstreams {

namespace {

/// The largest capacity that is kept: simdjson keeps about 6 bytes per byte of its largest document.
constexpr std::size_t kept_capacity = 8UL << 20;

bool read_code(ondemand::value json, std::int64_t& out) {
    return json.get_int64().get(out) == simdjson::SUCCESS;
}

bool read_message(ondemand::value json, std::string& out) {
    std::string_view text;
    const bool ok = json.get_string().get(text) == simdjson::SUCCESS;
    if (ok) out = text;
    return ok;
}

bool read_raw_json(ondemand::value json, std::string& out) {
    std::string_view text;
    const bool ok = simdjson::to_json_string(json).get(text) == simdjson::SUCCESS;
    if (ok) out = text;
    return ok;
}

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
    return read_object(json, required("code", read_code, out.code), required("message", read_message, out.message),
                       optional("data", read_raw_json, out.data));
}

}  // namespace burner::upstreams
