#include "transport.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "emit.hpp"
#include "failure.hpp"
#include "retries.hpp"

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

ClientOptions completed(ClientOptions options) {
    if (options.timeout < milliseconds{1} || options.timeout > milliseconds{std::numeric_limits<int>::max()})
        throw std::invalid_argument("timeout must be between 1 and 2147483647 ms");
    if (!options.sleep) options.sleep = [](milliseconds time) { std::this_thread::sleep_for(time); };
    return options;
}

std::vector<std::string> headers_of(const Call& call, const std::string& credential) {
    std::vector<std::string> headers = {credential, "Accept: application/json"};
    if (!call.body.empty()) headers.insert(headers.end(), {"Content-Type: application/json", "Expect:"});
    if (!call.idempotency_key.empty()) headers.push_back("Idempotency-Key: " + call.idempotency_key);
    return headers;
}

}  // namespace

Transport::Transport(ClientOptions options)
    : options_(completed(std::move(options))), credential_(options_), base_url_(api_url(options_.base_url)) {}

std::string Transport::with_retries(const Call& call) {
    const RetryPolicy policy{options_.auto_retry_rate_limits, credential_.is_renewable()};
    Retries retries{call.method, policy, options_.events};
    for (;;) {
        std::optional<Retry> retry;
        try {
            return attempt(call);
        } catch (const HttpError& error) {
            retry = retries.next(error);
            if (is_session_expired(error) && credential_.is_renewable()) credential_.expire();
            if (!retry) throw;
        }
        emit(options_.events.on_retry, RetryEvent{call.method, call.path, retry->attempt, retry->reason, retry->delay});
        if (retry->delay > milliseconds{0}) options_.sleep(retry->delay);
    }
}

std::string Transport::attempt(const Call& call) {
    const HttpRequest request{call.method, base_url_ + call.path, headers_of(call, credential_.header()), call.body};
    emit(options_.events.on_request, RequestEvent{call.method, call.path});
    const auto started = steady_clock::now();
    HttpAnswer answer = connection_.perform(request, options_.timeout);
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
