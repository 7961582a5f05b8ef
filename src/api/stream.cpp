#include "api/stream.hpp"

#include <boost/system/system_error.hpp>

#include "api/open_streams.hpp"
#include "api/services.hpp"
#include "api/stream_end.hpp"
#include "api/stream_request.hpp"
#include "base/log.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

/// A stream from its handshake to its end.
struct Stream {
    StreamCall call;
    StreamRun run;
    limits::Slots::Slot slot;
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
    co_return base::fail(base::ErrorCode::internal);
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

}  // namespace

Task<bool> StreamOut::send(std::string frame) {
    const bool has_reader = co_await socket_.send(std::move(frame));
    if (has_reader) metrics_.count_frame();
    co_return has_reader;
}

http::Response open_stream(const Call& call, StreamRun run) {
    auto& asked = *call.stream;
    const auto stream = std::make_shared<const Stream>(
        StreamCall{call.services, *call.caller, call.wallet, std::string{call.id}, std::string{call.request_id}},
        std::move(run), std::move(asked.slot));
    return http::accept_handshake(asked.handshake, asked.protocol(),
                                  {[stream](http::WebSocket& socket) { return serve(stream, socket); }});
}

}  // namespace burner::api
