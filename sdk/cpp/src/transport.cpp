#include "transport.hpp"

#include <condition_variable>
#include <limits>
#include <mutex>
#include <stdexcept>

#include <fmt/format.h>

#include "emit.hpp"
#include "failure.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

ClientOptions completed(ClientOptions options) {
    if (options.timeout < milliseconds{1} || options.timeout > milliseconds{std::numeric_limits<int>::max()})
        throw std::invalid_argument("timeout must be between 1 and 2147483647 ms");
    return options;
}

/// Returns the URL of the API. Refuses plain HTTP to others unless allowed: anybody on the way reads the credential.
std::string base_url_of(const ClientOptions& options) {
    std::string url = api_url(options.base_url);
    const UrlParts parts = split_url(url);
    if (!parts.is_tls && !options.allow_plain_http && !is_loopback(parts.host))
        throw std::invalid_argument("base_url must be https, or http to this machine (see allow_plain_http)");
    return url;
}

std::vector<std::string> headers_of(const Call& call, const std::string& credential) {
    std::vector<std::string> headers = {credential, "Accept: application/json"};
    if (!call.body.empty()) headers.insert(headers.end(), {"Content-Type: application/json", "Expect:"});
    if (!call.idempotency_key.empty()) headers.push_back("Idempotency-Key: " + call.idempotency_key);
    return headers;
}

void sleep(milliseconds time, const std::stop_token& stop_token) {
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any().wait_for(lock, stop_token, time, [] { return false; });
}

}  // namespace

void throw_if_stopped(const std::stop_token& stop_token) {
    if (stop_token.stop_requested()) throw CancelledError("The call was stopped");
}

Transport::Transport(ClientOptions options)
    : options_(completed(std::move(options))), credential_(options_), base_url_(base_url_of(options_)) {}

Retries Transport::retries_of(const Call& call) const {
    return {call.method, {options_.auto_retry_rate_limits, credential_.is_renewable()}, options_.events};
}

std::optional<Retry> Transport::after_failure(Retries& retries, const HttpError& error) {
    auto retry = retries.next(error);
    if (is_session_expired(error) && credential_.is_renewable()) credential_.expire();
    return retry;
}

void Transport::pause_before(const Call& call, const Retry& retry) const {
    emit(options_.events.on_retry, RetryEvent{call.method, call.path, retry.attempt, retry.reason, retry.delay});
    if (retry.delay > milliseconds{0}) wait(retry.delay, call.stop_token);
}

void Transport::wait(milliseconds time, const std::stop_token& stop_token) const {
    throw_if_stopped(stop_token);
    if (options_.sleep) {
        options_.sleep(time);
    } else {
        sleep(time, stop_token);
    }
    throw_if_stopped(stop_token);
}

std::string Transport::attempt(const Call& call) {
    throw_if_stopped(call.stop_token);
    const HttpRequest request{call.method, url_of(call), headers_of(call, credential_.header()), call.body,
                              call.stop_token};
    emit(options_.events.on_request, RequestEvent{call.method, call.path});
    const auto started = steady_clock::now();
    HttpAnswer answer = connection_.perform(request, options_.timeout + call.extra_time);
    const auto duration = std::chrono::duration_cast<milliseconds>(steady_clock::now() - started);
    emit(options_.events.on_response, ResponseEvent{call.method, call.path, answer.status, duration});
    if (!answer.is_success()) throw_failure(call.method, call.path, std::move(answer));
    return std::move(answer.body);
}

void Transport::refuse_answer(const Call& call, std::string_view reason) {
    throw AnswerError(
        fmt::format("The answer to {} {} is not what the API describes: {}", call.method, call.path, reason));
}

void Transport::report(const Call& call, const std::exception& error) const {
    const auto* http = dynamic_cast<const HttpError*>(&error);
    const std::optional<int> status = http == nullptr ? std::nullopt : std::optional{http->status()};
    emit(options_.events.on_error, FailureEvent{call.method, call.path, status, error});
}

}  // namespace burnandclaim
