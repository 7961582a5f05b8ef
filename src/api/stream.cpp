#include "api/stream.hpp"

#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "api/errors.hpp"
#include "api/open_streams.hpp"
#include "api/services.hpp"
#include "api/stream_request.hpp"
#include "base/json_writer.hpp"
#include "base/log.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

/// A stream from its handshake to its end.
struct Stream {
    StreamCall call;
    StreamRun run;
    limits::StreamSlots::Slot slot;
};

Task<Result<void>> outcome_of(const Stream& stream, StreamOut& out) {
    try {
        co_return co_await stream.run(stream.call, out);
    } catch (const boost::system::system_error& error) {
        if (error.code() == boost::asio::error::operation_aborted) throw;  // the client has gone
        base::log(base::LogLevel::error, "stream failed", {{"id", stream.call.request_id}, {"reason", error.what()}});
    } catch (const std::exception& bug) {
        base::log(base::LogLevel::error, "stream failed", {{"id", stream.call.request_id}, {"reason", bug.what()}});
    }
    co_return base::fail(base::ErrorCode::internal, "Internal server error");
}

Task<void> serve(std::shared_ptr<const Stream> stream, http::WebSocket& socket) {
    const auto& call = stream->call;
    const OpenStream open{call.services.streams, *call.caller.session, call.request_id, socket};
    StreamOut out{socket, call.services.metrics};
    const auto outcome = co_await outcome_of(*stream, out);
    if (outcome) {
        socket.end({}, http::close_code::normal, {});
    } else {
        end_with(socket, outcome.error(), call.request_id);
    }
}

std::string error_frame(const base::Error& error, std::string_view request_id,
                        std::optional<std::chrono::seconds> retry_after) {
    const auto& row = row_of(error.code);
    std::string frame;
    base::JsonWriter json{frame};
    json.begin_object();
    json.key("error");
    json.begin_object();
    json.member("statusCode", row.status);
    json.member("message", error.message);
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

Task<bool> StreamOut::send(std::string frame) {
    const bool goes_on = co_await socket_.send(std::move(frame));
    if (goes_on) metrics_.count_frame();
    co_return goes_on;
}

http::Response open_stream(const Call& call, StreamRun run) {
    auto& asked = *call.stream;
    const auto stream = std::make_shared<const Stream>(
        StreamCall{call.services, *call.caller, call.wallet, std::string{call.id}, std::string{call.request_id}},
        std::move(run), std::move(asked.slot));
    return http::accept_handshake(asked.handshake, asked.protocol(),
                                  {[stream](http::WebSocket& socket) { return serve(stream, socket); }});
}

void end_with(http::WebSocket& socket, const base::Error& error, std::string_view request_id,
              std::optional<std::chrono::seconds> retry_after) {
    socket.end(error_frame(error, request_id, retry_after), close_code_of(error), row_of(error.code).word);
}

}  // namespace burner::api
