#pragma once

#include "base/result.hpp"
#include "http/request.hpp"

namespace burner::api {

/// A body must be `application/json` in UTF-8 and not compressed, else `unsupported_media_type`.
base::Result<void> check_body_type(const http::Request& request);

}  // namespace burner::api
