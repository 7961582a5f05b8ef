#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>

#include <burnandclaim/errors.hpp>
#include <burnandclaim/options.hpp>

#include "credential.hpp"
#include "http.hpp"
#include "retries.hpp"

namespace burnandclaim {

/// One call of the API.
struct Call {
    std::string_view method;
    std::string path;    ///< relative to the base path
    std::string body{};  ///< JSON; empty: none
    std::string idempotency_key{};
    std::stop_token stop_token{};
    std::chrono::milliseconds extra_time{};  ///< added to the time-out
};

/// The way of every call to the server: requests pass through `request`, streams through `attempt_all`, with
/// credential, events, retries, errors.
class Transport {
    template <class Decode>
    auto deliver(const Call& call, const Decode& decode) {
        try {
            return decode(attempt_all(call, [&] { return attempt(call); }));
        } catch (const std::exception& error) {
            report(call, error);
            throw;
        }
    }

  public:
    explicit Transport(ClientOptions options);

    /// Returns the body of the successful answer, read by `decode`, which throws AnswerError.
    template <class T>
    T request(const Call& call, T (*decode)(std::string_view body)) {
        return deliver(call, [&](std::string_view body) { return read_answer(call, body, decode); });
    }
    /// Makes a call whose answer has no body.
    void request(const Call& call) {
        deliver(call, [](std::string_view) { return true; });
    }

    /// Attempts until it works or `Retries` gives up; an expired session is renewed in between.
    template <class Attempt>
    std::invoke_result_t<const Attempt&> attempt_all(const Call& call, const Attempt& attempt_once) {
        Retries retries = retries_of(call);
        for (;;) {
            std::optional<Retry> retry;
            try {
                return attempt_once();
            } catch (const HttpError& error) {
                retry = after_failure(retries, error);
                if (!retry) throw;
            }
            pause_before(call, *retry);
        }
    }
    /// Reads an answer, and names its call if it is refused.
    template <class T>
    static T read_answer(const Call& call, std::string_view body, T (*decode)(std::string_view body)) {
        try {
            return decode(body);
        } catch (const AnswerError& error) {
            refuse_answer(call, error.what());
        }
    }
    /// Tells `on_error` that a call has failed for good.
    void report(const Call& call, const std::exception& error) const;

    /// Waits. Throws CancelledError when the token asks for it meanwhile.
    void wait(std::chrono::milliseconds time, const std::stop_token& stop_token) const;
    const ClientOptions& options() const { return options_; }
    Credential& credential() { return credential_; }
    std::string url_of(const Call& call) const { return base_url_ + call.path; }

  private:
    std::string attempt(const Call& call);
    Retries retries_of(const Call& call) const;
    std::optional<Retry> after_failure(Retries& retries, const HttpError& error);
    void pause_before(const Call& call, const Retry& retry) const;
    [[noreturn]] static void refuse_answer(const Call& call, std::string_view reason);

    ClientOptions options_;
    Credential credential_;
    std::string base_url_;
    HttpConnection connection_;
};

/// Throws CancelledError if the token asks for it.
void throw_if_stopped(const std::stop_token& stop_token);

}  // namespace burnandclaim
