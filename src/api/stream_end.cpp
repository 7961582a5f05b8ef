#include "api/stream_end.hpp"

#include <cstdint>
#include <string>

#include "api/errors.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

namespace {

std::string error_frame(const base::Error& error, std::string_view request_id,
                        std::optional<std::chrono::seconds> retry_after) {
    const auto& row = row_of(error.code);
    std::string frame;
    base::JsonWriter json{frame};
    json.begin_object();
    json.key("error");
    json.begin_object();
    json.member("statusCode", row.status);
    json.member("message", text_of(error));
    json.member("code", row.word);
    json.member("requestId", request_id);
    if (retry_after) json.member("retryAfter", retry_after->count());
    json.end_object();
    json.end_object();
    return frame;
}

std::uint16_t close_code_of(const base::Error& error) {
    const int status = row_of(error.code).status;
    return status < 500 ? static_cast<std::uint16_t>(4000 + status) : http::close_code::internal_error;
}

}  // namespace

void end_with(http::WebSocket& socket, const base::Error& error, std::string_view request_id,
              std::optional<std::chrono::seconds> retry_after) {
    socket.end(error_frame(error, request_id, retry_after), close_code_of(error), row_of(error.code).word);
}

}  // namespace burner::api
