#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/response.hpp"

namespace burner::api {

/// The form of one error code on the wire. The table behind `error_rows` is the only mapping of codes to
/// statuses and texts; docs/errors.md is generated from it.
struct ErrorRow {
    base::ErrorCode code;
    int status;
    std::string_view word;  ///< the `code` member
    std::string_view text;  ///< what the client reads; empty where each error of the code says its own
    std::string_view help;  ///< for the docs
};

std::span<const ErrorRow> error_rows();
const ErrorRow& row_of(base::ErrorCode code);
/// Returns the code for a status with which HTTP itself refuses: 408 and 426 are `invalid_request`, for example.
base::ErrorCode code_of(int status);
/// Returns the text that the client reads: the error's own message, or else the text of its code.
std::string_view text_of(const base::Error& error);

/// Returns `{statusCode, message, error, code, requestId}`. `status` is for what HTTP itself refuses (408, 414, 431 …).
std::string error_body(const base::Error& error, std::string_view request_id, std::optional<int> status = {});

}  // namespace burner::api
