#include "stream/frames.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "emit.hpp"
#include "failure.hpp"
#include "json/decode.hpp"
#include "json/encode.hpp"
#include "redact.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int normal_closure = 1000;

/// Returns the HTTP status that a close code of the API stands for: 4401 is 401. nullopt for other codes.
std::optional<int> status_of(int close_code) {
    const int status = close_code - 4000;
    return status >= 400 && status <= 599 ? std::optional{status} : std::nullopt;
}

}  // namespace

std::optional<std::string> Frames::next() {
    if (socket_) return read();
    return transport_.attempt_all(call_, [this] { return open(); });
}

std::optional<std::string> Frames::open() {
    try {
        connect();
        return read();
    } catch (...) {
        close();
        throw;
    }
}

void Frames::connect() {
    throw_if_stopped(call_.stop_token);
    if (!transport_.credential().is_session())
        throw std::invalid_argument(
            "Streams need a session token, not an API key: give session_token or get_session_token");
    const ClientOptions& options = transport_.options();
    const WebSocketRequest request{split_url(transport_.url_of(call_)), transport_.credential().header(),
                                   options.timeout, call_.stop_token};
    emit(options.events.on_request, RequestEvent{call_.method, call_.path});
    const auto started = steady_clock::now();
    auto opened = open_web_socket(request);
    auto* declined = std::get_if<HttpAnswer>(&opened);
    const int status = declined == nullptr ? 101 : declined->status;
    const auto duration = std::chrono::duration_cast<milliseconds>(steady_clock::now() - started);
    emit(options.events.on_response, ResponseEvent{call_.method, call_.path, status, duration});
    if (declined != nullptr) throw_failure(call_.method, call_.path, std::move(*declined));
    socket_ = std::get<std::unique_ptr<WebSocket>>(std::move(opened));
}

std::optional<std::string> Frames::read() {
    auto received = socket_->read(patience_);
    if (const auto* closing = std::get_if<Closing>(&received)) {
        if (closing->code == normal_closure) return std::nullopt;
        refuse_end(*closing);
    }
    auto& frame = std::get<std::string>(received);
    if (auto failure = decode_failure(frame)) throw_failure(call_.method, call_.path, *std::move(failure));
    return std::move(frame);
}

void Frames::refuse_end(const Closing& closing) const {
    if (const auto status = status_of(closing.code))
        throw_failure(call_.method, call_.path, {.status = *status, .body = encode_error("", closing.reason)});
    const std::string comma = closing.reason.empty() ? "" : ", ";
    throw StreamClosedError(redact(fmt::format("{} {} was closed before its end ({}{}{})", call_.method, call_.path,
                                               closing.code, comma, closing.reason)),
                            closing.code);
}

}  // namespace burnandclaim
