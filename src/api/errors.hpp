#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/response.hpp"

namespace burner::api {

/// How one error code looks on the wire. The table behind `error_rows` is the only mapping of codes to
/// statuses; docs/errors.md is generated from it.
struct ErrorRow {
    base::ErrorCode code;
    int status;
    std::string_view word;  ///< the `code` member
    std::string_view help;  ///< for the docs
};

std::span<const ErrorRow> error_rows();
const ErrorRow& row_of(base::ErrorCode code);
/// Says which code fits a status with which HTTP itself refuses: 408 and 426 are `invalid_request`, for example.
base::ErrorCode code_of(int status);

/// `{statusCode, message, error, code, requestId}`. `status` only where HTTP itself refuses (408, 414, 431 …).
std::string error_body(const base::Error& error, std::string_view request_id, std::optional<int> status = {});

}  // namespace burner::api
