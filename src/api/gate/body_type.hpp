#pragma once

#include "base/result.hpp"
#include "http/request.hpp"

namespace burner::api {

/// Refuses a body with `unsupported_media_type` unless it is `application/json` in UTF-8 and not compressed.
base::Result<void> check_body_type(const http::Request& request);

}  // namespace burner::api
