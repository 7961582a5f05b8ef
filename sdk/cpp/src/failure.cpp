#include "failure.hpp"

#include <burnandclaim/errors.hpp>
#include <burnandclaim/retry_after.hpp>
#include <fmt/format.h>

#include "json/decode.hpp"
#include "redact.hpp"

namespace burnandclaim {
namespace {

std::string describe(std::string_view method, std::string_view path, const ErrorAnswer& answer) {
    std::string text = fmt::format("HTTP {} from {} {}", answer.status, method, path);
    if (!answer.message.empty()) text += ": " + answer.message;
    return redact(text);
}

bool is_quota(const ErrorAnswer& answer) {
    return answer.code == "quota_exceeded" || answer.message == "Monthly quota exceeded";
}

}  // namespace

void throw_failure(std::string_view method, std::string_view path, HttpAnswer http) {
    ErrorAnswer answer = decode_error(http.body);
    answer.status = http.status;
    answer.body = std::move(http.body);
    if (answer.request_id.empty()) answer.request_id = std::move(http.request_id);
    const std::string what = describe(method, path, answer);
    if (http.status != 429) throw HttpError(what, std::move(answer));
    if (is_quota(answer)) throw QuotaExceededError(what, std::move(answer));
    throw RateLimitError(what, std::move(answer),
                         parse_retry_after(http.retry_after, std::chrono::system_clock::now()));
}

}  // namespace burnandclaim
