#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <burnandclaim/signing.hpp>

namespace burnandclaim {

/// The base of whatever a call throws, except std::invalid_argument and what a callback of yours throws. `what()` never
/// holds a credential.
class BurnerError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// No answer arrived: the server is not there, the name is unknown, the time is over, TLS failed.
class TransportError : public BurnerError {
  public:
    using BurnerError::BurnerError;
};

/// A stream that ended before its end, without the server saying why: the network, a restart.
class StreamClosedError : public TransportError {
  public:
    StreamClosedError(const std::string& what, int code) : TransportError(what), code_(code) {}

    /// Returns the close code of RFC 6455 section 7.4; 1006 when the connection broke.
    int code() const noexcept { return code_; }

  private:
    int code_;
};

/// The call's stop token asked it to end.
class CancelledError : public BurnerError {
  public:
    using BurnerError::BurnerError;
};

/// A success whose body is not what the API describes.
class AnswerError : public BurnerError {
  public:
    using BurnerError::BurnerError;
};

/// What the server said about a failed request. All but `status` may be empty.
struct ErrorAnswer {
    int status = 0;
    std::string code;        ///< stable machine word, e.g. `session_expired`
    std::string message;     ///< e.g. `Session expired`
    std::string request_id;  ///< quote it when asking for help
    std::string body;        ///< as it came
};

/// The server answered with something other than success. `what()` contains the status and the
/// server's message.
class HttpError : public BurnerError {
  public:
    HttpError(const std::string& what, ErrorAnswer answer)
        : BurnerError(what), answer_(std::make_shared<const ErrorAnswer>(std::move(answer))) {}

    int status() const noexcept { return answer_->status; }
    const std::string& code() const noexcept { return answer_->code; }
    const std::string& message() const noexcept { return answer_->message; }
    const std::string& request_id() const noexcept { return answer_->request_id; }
    const std::string& body() const noexcept { return answer_->body; }

  private:
    std::shared_ptr<const ErrorAnswer> answer_;  // exceptions are copied, and copying must not throw
};

/// 429 `Rate limit exceeded`, not or no longer repeated.
class RateLimitError : public HttpError {
  public:
    RateLimitError(const std::string& what, ErrorAnswer answer, std::optional<std::chrono::seconds> retry_after)
        : HttpError(what, std::move(answer)), retry_after_(retry_after) {}

    /// Returns how long to wait before the next attempt; nullopt when the server did not say.
    std::optional<std::chrono::seconds> retry_after() const noexcept { return retry_after_; }

  private:
    std::optional<std::chrono::seconds> retry_after_;
};

/// 429 `Monthly quota exceeded`: nothing works until the next UTC month or a larger plan.
class QuotaExceededError : public HttpError {
  public:
    using HttpError::HttpError;
};

/// For a wallet to throw when its owner says no to a signature: that ends a run, and is no error.
class UserDeclined : public BurnerError {
  public:
    using BurnerError::BurnerError;
};

/// For a wallet to throw when it does not sign transactions of this version: where it signs version 0 too, a run goes
/// on with that.
class VersionUnsupportedError : public BurnerError {
  public:
    using BurnerError::BurnerError;
};

/// The server built what was not asked for: nothing of it is signed.
class SigningRefusedError : public BurnerError {
  public:
    explicit SigningRefusedError(const burner::signing::Refusal& refusal)
        : BurnerError(refusal.message), rule_(refusal.rule), transaction_(refusal.transaction) {}

    /// Returns the broken rule, one of `burner::signing::rule`.
    std::string_view rule() const noexcept { return rule_; }
    /// Returns the transaction's place in the server's answer, from 0; nullopt if the request itself is refused.
    std::optional<std::size_t> transaction() const noexcept { return transaction_; }

  private:
    std::string_view rule_;
    std::optional<std::size_t> transaction_;
};

}  // namespace burnandclaim
