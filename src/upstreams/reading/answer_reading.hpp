#pragma once

#include "upstreams/reading/answer_frame.hpp"
#include "upstreams/reading/json_reading.hpp"

// The frame of every answer, for the .cpp files that read one method's `result`.
namespace burner::upstreams {

struct AnswerFrame::State {
    ondemand::parser parser;
};

/// The most bytes of a page's cursor, which is sent back.
inline constexpr std::size_t max_cursor_bytes = 4096;

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
    T out{};
    RpcError rpc_error;
    auto result = optional("result", read_result, out);
    auto error = optional("error", read_rpc_error, rpc_error);
    const bool ok = read_object(root, result, error, required("id", read_id, id), required("jsonrpc", read_version));
    const bool whole = ok && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    trim(state_->parser);
    if (!whole) return std::unexpected(Malformed{"unexpected shape"});
    if (result.is_read() == error.is_read()) return std::unexpected(Malformed{"not one of result and error"});
    if (error.is_read()) return std::unexpected(std::move(rpc_error));
    return out;
}

}  // namespace burner::upstreams
