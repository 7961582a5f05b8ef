#pragma once

#include "upstreams/reading/answer_frame.hpp"
#include "upstreams/reading/json_reading.hpp"

// The frame of every answer, for the .cpp files that read one method's `result`.
namespace burner::upstreams {

struct AnswerFrame::State {
    ondemand::parser parser;
};

/// Bytes of a cursor of a page, which is sent back.
inline constexpr std::size_t longest_cursor = 4096;

/// What an answer holds beside its result.
struct Envelope {
    enum : unsigned { version = 1, id = 2, result = 4, error = 8 };

    Seen seen;
    RpcError rpc_error;
};

bool read_version(ondemand::value json);
bool read_id(ondemand::value json, std::uint64_t expected);
bool read_rpc_error(ondemand::value json, RpcError& out);

/// Opens `body` as a document, with the padding that simdjson needs.
bool open_document(ondemand::parser& parser, std::string& body, ondemand::document& out);
/// Gives back buffers that one huge answer has made.
void trim(ondemand::parser& parser);

template <class T, class Read>
Reply<T> AnswerFrame::read(std::string& body, std::uint64_t id, Read read_result) {
    ondemand::document document;
    ondemand::value root;
    if (!open_document(state_->parser, body, document)) return std::unexpected(Malformed{"not JSON"});
    if (document.get_value().get(root) != simdjson::SUCCESS) return std::unexpected(Malformed{"no object"});
    Envelope envelope;
    T result{};
    const bool ok = for_each_member(root, [&](ondemand::raw_json_string key, ondemand::value value) {
        Seen& seen = envelope.seen;
        if (key == "result") return seen.first(Envelope::result) && read_result(value, result);
        if (key == "id") return seen.first(Envelope::id) && read_id(value, id);
        if (key == "jsonrpc") return seen.first(Envelope::version) && read_version(value);
        if (key == "error") return seen.first(Envelope::error) && read_rpc_error(value, envelope.rpc_error);
        return true;
    });
    const bool whole = ok && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    trim(state_->parser);
    if (!whole) return std::unexpected(Malformed{"unexpected shape"});
    if (!envelope.seen.all(Envelope::version | Envelope::id)) return std::unexpected(Malformed{"no id or version"});
    const bool has_result = envelope.seen.all(Envelope::result);
    if (has_result == envelope.seen.all(Envelope::error))
        return std::unexpected(Malformed{"not one of result and error"});
    if (!has_result) return std::unexpected(std::move(envelope.rpc_error));
    return result;
}

}  // namespace burner::upstreams
