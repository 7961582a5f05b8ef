#pragma once

#include <string>
#include <string_view>

#include <burnandclaim/errors.hpp>
#include <burnandclaim/options.hpp>

#include "credential.hpp"
#include "http.hpp"

namespace burnandclaim {

/// One call of the API.
struct Call {
    std::string_view method;
    std::string path;  ///< relative to the base path
    std::string body;  ///< JSON; empty: none
    std::string idempotency_key;
};

/// Every request of the client passes through `request`: credential, events, retries, errors.
class Transport {
    template <class Decode>
    auto deliver(const Call& call, const Decode& decode) {
        try {
            return decode(with_retries(call));
        } catch (const std::exception& error) {
            report(call, error);
            throw;
        }
    }

  public:
    explicit Transport(ClientOptions options);

    /// The body of the successful answer, read by `decode`, which throws AnswerError.
    template <class T>
    T request(const Call& call, T (*decode)(std::string_view body)) {
        return deliver(call, [&](std::string_view body) {
            try {
                return decode(body);
            } catch (const AnswerError& error) {
                refuse_answer(call, error.what());
            }
        });
    }
    /// For answers without a body.
    void request(const Call& call) {
        deliver(call, [](std::string_view) { return true; });
    }

  private:
    std::string with_retries(const Call& call);
    std::string attempt(const Call& call);
    [[noreturn]] static void refuse_answer(const Call& call, std::string_view reason);
    void report(const Call& call, const std::exception& error) const;

    ClientOptions options_;
    Credential credential_;
    std::string base_url_;
    HttpConnection connection_;
};

}  // namespace burnandclaim
